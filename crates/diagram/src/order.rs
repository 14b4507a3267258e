//! Which box of a band comes after which.

/// The boxes of one band, from 0, and the arrows between them that lead onwards.
pub(crate) struct Flow {
    /// Per box, those to which it leads; without circles.
    onwards: Vec<Vec<usize>>,
}

impl Flow {
    /// Leaves out the arrows that would lead back: of a circle, one that goes against the order of reading.
    pub(crate) fn new(count: usize, arrows: &[(usize, usize)]) -> Self {
        let mut flow = Self { onwards: vec![Vec::new(); count] };
        let (forward, backward): (Vec<_>, Vec<_>) = arrows.iter().partition(|(from, to)| from < to);
        for (from, to) in forward.into_iter().chain(backward) {
            if from != to && !flow.reaches(to, from) && !flow.onwards[from].contains(&to) {
                flow.onwards[from].push(to);
            }
        }
        flow
    }

    fn reaches(&self, from: usize, to: usize) -> bool {
        let mut seen = vec![false; self.onwards.len()];
        let mut next = vec![from];
        while let Some(at) = next.pop() {
            if at == to {
                return true;
            }
            if !std::mem::replace(&mut seen[at], true) {
                next.extend(&self.onwards[at]);
            }
        }
        false
    }

    fn count(&self) -> usize {
        self.onwards.len()
    }

    /// The boxes that lead to this one.
    pub(crate) fn before(&self, at: usize) -> impl Iterator<Item = usize> {
        self.onwards.iter().enumerate().filter(move |(_, onwards)| onwards.contains(&at)).map(|(from, _)| from)
    }

    /// Per box, how many come before it at least. A box that nothing leads to stands right before what it leads to.
    pub(crate) fn layers(&self) -> Vec<usize> {
        let mut layers: Vec<usize> = vec![0; self.count()];
        // A longest way has at most as many arrows as there are boxes.
        for _ in 0..self.count() {
            for (from, onwards) in self.onwards.iter().enumerate() {
                for to in onwards {
                    layers[*to] = layers[*to].max(layers[from] + 1);
                }
            }
        }
        for (at, onwards) in self.onwards.iter().enumerate() {
            if self.before(at).next().is_none() {
                layers[at] = onwards.iter().map(|to| layers[*to]).min().map_or(0, |next| next.saturating_sub(1));
            }
        }
        layers
    }

    /// The boxes that hang together, in the order of reading.
    pub(crate) fn groups(&self) -> Vec<Vec<usize>> {
        let mut group: Vec<usize> = (0..self.count()).collect();
        for (from, onwards) in self.onwards.iter().enumerate() {
            for to in onwards {
                let (one, other) = (group[from].min(group[*to]), group[from].max(group[*to]));
                group.iter_mut().filter(|of| **of == other).for_each(|of| *of = one);
            }
        }
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.count()];
        for (at, of) in group.into_iter().enumerate() {
            groups[of].push(at);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_opened_where_it_leads_back() {
        let flow = Flow::new(3, &[(2, 0), (0, 1), (1, 2)]);
        assert_eq!(flow.layers(), [0, 1, 2]);
    }

    #[test]
    fn what_nothing_leads_to_stands_beside_what_it_is_for() {
        // 3 belongs to 2, which comes third.
        let flow = Flow::new(4, &[(0, 1), (1, 2), (3, 2)]);
        assert_eq!(flow.layers(), [0, 1, 2, 1]);
        assert_eq!(flow.groups(), [vec![0, 1, 2, 3]]);
    }

    #[test]
    fn what_hangs_together_stays_together() {
        let flow = Flow::new(5, &[(0, 3), (1, 4)]);
        assert_eq!(flow.groups(), [vec![0, 3], vec![1, 4], vec![2]]);
    }
}
