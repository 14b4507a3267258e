"""What every peer needs: an instance of ours, read; a day of a midwife, timed; a plan of ours, written.

The peers know nothing of our solver. The rules here are those of docs/roster-format.md; whether a plan keeps them is not
decided here but by `regie roster check`, for every peer alike.
"""

import json
import math
from datetime import datetime

END_OF_TIME = 1 << 29
HEEL_PRICK = (72 * 3600, 168 * 3600)


class Visit:
    def __init__(self, number, client, raw):
        self.number, self.client, self.raw = number, client, raw
        self.id, self.purpose = raw["id"], raw["purpose"]
        self.seconds, self.load = raw["seconds"], raw.get("load", 0)
        self.physical = raw.get("means", "physical") == "physical"
        self.infected = self.physical and client.infected
        self.midwives, self.hours = set(), {}

    def days(self):
        return sorted(self.hours)


class Client:
    def __init__(self, raw):
        self.id, self.place = raw["id"], raw["place"]
        self.infected, self.attending = raw.get("infected", False), raw.get("attending")
        self.seen, self.only = raw.get("seen", []), raw.get("only", [])
        self.born, self.home_on = raw.get("born"), raw.get("home-on")
        self.visits = []


class Region:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.raw = raw = json.load(file)
        self.days, self.costs = raw["days"], raw["costs"]
        self.midwives = {one["id"]: one for one in raw["midwives"]}
        self.shifts = {(s["day"], m["id"]): (s["start"], s["end"]) for m in raw["midwives"] for s in m["shifts"]
                       if s["day"] < self.days}
        self.has_dedicated = any(one.get("infected-households") for one in raw["midwives"])
        self._ways(raw["travel"])
        self.clients, self.visits = [], []
        for one in raw["clients"]:
            client = Client(one)
            self.clients.append(client)
            for each in one["visits"]:
                visit = Visit(len(self.visits), client, each)
                self._may(visit)
                client.visits.append(visit)
                self.visits.append(visit)

    def _ways(self, travel):
        if travel["kind"] == "matrix":
            self.places = {name: at for at, name in enumerate(travel["places"])}
            self.seconds, self.metres = travel["seconds"], travel["metres"]
            return
        places = travel["places"]
        self.places = {place["id"]: at for at, place in enumerate(places)}
        self.metres = [[_metres(a, b) * travel["detour-thousandths"] // 1000 for b in places] for a in places]
        self.seconds = [[0 if m == 0 else m * 3600 // travel["speed"] + travel["parking"] for m in row]
                        for row in self.metres]

    def way(self, a, b):
        """Seconds from place to place."""
        return self.seconds[self.places[a]][self.places[b]]

    def way_cost(self, a, b):
        """What that way costs at 100 percent."""
        a, b = self.places[a], self.places[b]
        return self.costs["travel-second"] * self.seconds[a][b] + self.costs["travel-metre"] * self.metres[a][b]

    def _may(self, visit):
        client, raw = visit.client, visit.raw
        skills, pinned = set(raw.get("skills", [])), raw.get("pinned", {})
        for name, midwife in self.midwives.items():
            dedicated = not (visit.infected and self.has_dedicated) or midwife.get("infected-households")
            if (skills <= set(midwife.get("skills", [])) and dedicated and (not client.only or name in client.only)
                    and pinned.get("midwife", name) == name):
                visit.midwives.add(name)
        for day in range(raw["first-day"], min(raw["last-day"], self.days - 1) + 1):
            if visit.physical and client.home_on is not None and day < client.home_on:
                continue
            if pinned.get("day", day) != day:
                continue
            window = raw.get("window") or {"from": 0, "until": END_OF_TIME}
            low, high = window["from"], window["until"]
            if "start" in pinned:
                low, high = max(low, pinned["start"]), min(high, pinned["start"])
            if visit.purpose == "heel-prick":
                first = datetime.fromisoformat(self.raw["first-day"])
                born = int((datetime.fromisoformat(client.born) - first).total_seconds()) - day * 86400
                low, high = max(low, born + HEEL_PRICK[0]), min(high, born + HEEL_PRICK[1])
            if max(low, 0) <= high:
                visit.hours[day] = (max(low, 0), high)

    def timed(self, day, midwife, visits):
        """When each of these visits begins, each as early as it can; nothing when that cannot be."""
        shift = self.shifts.get((day, midwife))
        if shift is None:
            return None
        home = self.midwives[midwife]["home"]
        place, time, starts, infected = home, shift[0], [], False
        for visit in visits:
            if day not in visit.hours or midwife not in visit.midwives:
                return None
            if visit.physical:
                if infected and not visit.client.infected:
                    return None
                infected = infected or visit.client.infected
                time += self.way(place, visit.client.place)
                place = visit.client.place
            low, high = visit.hours[day]
            time = max(time, low)
            if time > high:
                return None
            starts.append(time)
            time += visit.seconds
        if time + self.way(place, home) > shift[1]:
            return None
        capacity = self.midwives[midwife].get("capacity")
        if capacity is not None and sum(visit.load for visit in visits) > capacity:
            return None
        return starts


def _metres(a, b):
    north, other = math.radians(a["latitude"] / 1e6), math.radians(b["latitude"] / 1e6)
    up = math.sin((other - north) / 2)
    along = math.sin((math.radians(b["longitude"] / 1e6) - math.radians(a["longitude"] / 1e6)) / 2)
    half = up * up + math.cos(north) * math.cos(other) * along * along
    return math.floor(2 * 6371008.8 * math.asin(min(math.sqrt(half), 1)) + 0.5)


class Roster:
    """Routes while they are made: `(day, midwife)` to visits in order."""

    def __init__(self, region):
        self.region, self.routes, self.at = region, {}, {}

    def put(self, day, midwife, visits):
        self.routes[(day, midwife)] = list(visits)
        for visit in visits:
            self.at[visit.number] = (day, midwife)

    def fill(self, visits):
        """Puts in what the peer's model cannot hold (a call is made from wherever she is) or left out: one by one, each
        where it costs least by the units of the instance, as far as they can be told of one visit."""
        for visit in sorted(visits, key=lambda one: len(one.hours) * max(len(one.midwives), 1)):
            best = None
            for day in self._days_between(visit):
                for midwife in visit.midwives:
                    best = self._best_place(visit, day, midwife, best)
            if best is not None:
                _, day, midwife, position = best
                route = self.routes.get((day, midwife), [])
                self.put(day, midwife, route[:position] + [visit] + route[position:])

    def _days_between(self, visit):
        """Its days, after those of the visits before it and before those of the visits after it, with a day left for each
        visit in between."""
        own = visit.client.visits
        place = own.index(visit)
        made = [(at - place, self.at[one.number][0]) for at, one in enumerate(own) if one.number in self.at]
        return [day for day in visit.days()
                if all((on - day) >= after if after > 0 else (day - on) >= -after for after, on in made)]

    def _best_place(self, visit, day, midwife, best):
        region = self.region
        if (day, midwife) not in region.shifts:
            return best
        route = self.routes.get((day, midwife), [])
        base = self.faces_cost(visit, midwife) + (0 if route else self.day_cost(day, midwife))
        for position in range(len(route) + 1):
            longer = route[:position] + [visit] + route[position:]
            if best is not None and base >= best[0]:
                break
            if region.timed(day, midwife, longer) is None:
                continue
            cost = base + self.travel_cost(midwife, longer) - self.travel_cost(midwife, route)
            if best is None or cost < best[0]:
                best = (cost, day, midwife, position)
        return best

    def faces_cost(self, visit, midwife):
        client, costs = visit.client, self.region.costs
        faces = set(client.seen) | {self.at[one.number][1] for one in client.visits if one.number in self.at}
        cost = costs["extra-face"] + costs["face-switch"] if faces and midwife not in faces else 0
        if client.attending in self.region.midwives and client.attending not in faces and midwife == client.attending:
            cost -= costs["no-attending-visit"]
        return cost

    def day_cost(self, day, midwife):
        beside = (day - 1, midwife) in self.routes or (day + 1, midwife) in self.routes
        costs = self.region.costs
        return costs["workday"] + self.region.midwives[midwife].get("fixed-cost", 0) + (0 if beside else costs["run"])

    def travel_cost(self, midwife, visits):
        one = self.region.midwives[midwife]
        places = [one["home"]] + [v.client.place for v in visits if v.physical] + [one["home"]]
        cost = sum(self.region.way_cost(a, b) for a, b in zip(places, places[1:]))
        return cost * one.get("travel-percent", 100) // 100

    def rough_cost(self):
        """Near what the checker will say, to choose between two searches of one peer."""
        costs = self.region.costs
        cost = sum(self.travel_cost(midwife, visits) + self.day_cost(day, midwife)
                   for (day, midwife), visits in self.routes.items() if visits)
        for client in self.region.clients:
            made = [self.at[v.number][1] for v in client.visits if v.number in self.at]
            all_ = client.seen + made
            cost += costs["unvisited"] * (len(client.visits) - len(made))
            cost += costs["extra-face"] * max(len(set(all_)) - 1, 0)
            cost += costs["face-switch"] * sum(a != b for a, b in zip(all_, all_[1:]))
            if client.attending in self.region.midwives and client.attending not in all_:
                cost += costs["no-attending-visit"]
        return cost

    def write(self, path):
        routes = []
        for (day, midwife), visits in sorted(self.routes.items()):
            starts = self.region.timed(day, midwife, visits)
            if starts is None:
                # Told as it is: the checker will say what is wrong with it.
                starts = [max(visit.hours.get(day, (0, 0))[0], 0) for visit in visits]
            if visits:
                stops = [{"visit": visit.id, "start": start} for visit, start in zip(visits, starts)]
                routes.append({"day": day, "midwife": midwife, "stops": stops})
        unplanned = [visit.id for visit in self.region.visits if visit.number not in self.at]
        plan = {"format": "regie-plan-1", "instance": self.region.raw["name"], "bill": {"units": {}, "total": 0},
                "routes": routes, "unplanned": unplanned}
        with open(path, "w", encoding="utf-8") as file:
            json.dump(plan, file)


def read_plan(region, path):
    """A plan of ours as routes, to begin from."""
    with open(path, encoding="utf-8") as file:
        plan = json.load(file)
    by_id = {visit.id: visit for visit in region.visits}
    return {(route["day"], route["midwife"]): [by_id[stop["visit"]] for stop in route["stops"]]
            for route in plan["routes"]}


def best_of_two(search, arguments, path):
    """Two searches at once, as many as there are cores; the better is written."""
    from concurrent.futures import ProcessPoolExecutor
    with ProcessPoolExecutor(2) as pool:
        found = [roster for roster in pool.map(search, [arguments + [0], arguments + [1]]) if roster is not None]
    if not found:
        raise SystemExit("no plan was found in this time")
    min(found, key=lambda roster: roster.rough_cost()).write(path)
