//! XML as a tree: only the elements of DMN, with plain attributes and our own.

use std::borrow::Cow;

use quick_xml::{
    NsReader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
    name::ResolveResult,
};

use super::{KNOWN_NAMESPACES, NotDmn, OWN_NAMESPACE};

/// Models are some ten deep.
const MOST_DEEP: usize = 64;

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name, without a prefix.
    pub name: String,
    /// Does it lie in a namespace of DMN?
    is_dmn: bool,
    attributes: Vec<(bool, String, String)>,
    pub children: Vec<Element>,
    /// All its own text.
    pub text: String,
}

impl Element {
    /// A plain attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.find_attribute(false, name)
    }

    /// An attribute in our own namespace.
    pub(super) fn own(&self, name: &str) -> Option<&str> {
        self.find_attribute(true, name)
    }

    fn find_attribute(&self, own: bool, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(is_own, known, _)| *is_own == own && known == name).map(|(.., value)| &**value)
    }

    /// The DMN elements of this name in it.
    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.is_dmn && child.name == name)
    }

    /// The first DMN element of this name in it.
    pub(super) fn child<'e>(&'e self, name: &'e str) -> Option<&'e Element> {
        self.all(name).next()
    }

    /// The `text` in it: where DMN writes its expressions.
    pub(super) fn inner_text(&self) -> &str {
        self.child("text").map_or("", |text| &text.text)
    }
}

/// The outermost element of a model.
pub(super) fn read(xml: &str) -> Result<Element, NotDmn> {
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        let event = reader.read_event();
        let line = || line_of(xml, reader.buffer_position());
        let not_xml = |what: String| NotDmn::Xml { line: line(), what };
        let event = event.map_err(|error| not_xml(error.to_string()))?;
        match event {
            Event::Start(start) => {
                if open.len() > MOST_DEEP {
                    return Err(NotDmn::TooDeep { line: line(), most: MOST_DEEP });
                }
                let element = element(&reader, &start).map_err(not_xml)?;
                open.push(element);
            }
            Event::End(_) => {
                let done = open.pop().unwrap_or_default();
                let Some(parent) = open.last_mut() else { return Err(not_xml("an element ends twice".to_owned())) };
                parent.children.push(done);
            }
            Event::Text(text) => append(&mut open, text.xml10_content()),
            Event::CData(text) => append(&mut open, text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|error| not_xml(error.to_string()))?;
                let text = match character {
                    Some(character) => character.to_string(),
                    None => resolve_predefined_entity(&reference)
                        .ok_or_else(|| not_xml(format!("`&{};` stands for nothing", &*reference)))?
                        .to_owned(),
                };
                append(&mut open, Cow::Owned(text));
            }
            Event::DocType(_) => return Err(NotDmn::DocumentType { line: line() }),
            // `Empty` does not come: empty elements are read as a start and an end.
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) => {}
            Event::Eof => break,
        }
    }
    let end = || NotDmn::Xml { line: xml.lines().count().max(1), what: "it ends too early".to_owned() };
    let [whole] = <[Element; 1]>::try_from(open).map_err(|_| end())?;
    let outermost = whole.children.into_iter().next().ok_or_else(end)?;
    if outermost.is_dmn && outermost.name == "definitions" {
        Ok(outermost)
    } else {
        Err(NotDmn::NoDefinitions { element: outermost.name })
    }
}

fn append(open: &mut [Element], text: Cow<'_, str>) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(&text);
    }
}

fn element(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<Element, String> {
    let (namespace, name) = reader.resolver().resolve_element(start.name());
    let is_dmn = matches!(namespace, ResolveResult::Bound(bound) if KNOWN_NAMESPACES.contains(&bound.into_inner()));
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
        let own = match namespace {
            ResolveResult::Unbound => false,
            ResolveResult::Bound(bound) if bound.into_inner() == OWN_NAMESPACE => true,
            _ => continue,
        };
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        attributes.push((own, name.into_inner().to_owned(), value.into_owned()));
    }
    Ok(Element { name: name.into_inner().to_owned(), is_dmn, attributes, ..Element::default() })
}

fn line_of(xml: &str, position: u64) -> usize {
    let end = usize::try_from(position).unwrap_or(usize::MAX).min(xml.len());
    1 + xml.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count()
}
