"""PyVRP, day by day with a template: `pyvrp_days.py INSTANCE PLAN SECONDS SEED`.

PyVRP knows no days, so that the days come first: each visit on that of its days on which the region has most room left.
Then each day is a vehicle routing problem of its own, with each midwife's home, shift, day price and skills. The template: a way
that leads to a client costs what another face would cost there, for everybody but whom she has met or will meet. PyVRP has
no order of clean and infected households: on a day with infected ones the dedicated midwives go to those only.

Where the day of every visit is given, one of the two searches begins from a template over all days instead: each client once, a load
for each day, and ways as much longer as the days see fewer clients. Whom a client gets there is whom she keeps.
"""

import math
import sys

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
from pyvrp.stop import MaxRuntime

from region import Region, Roster, best_of_two

NEVER = 1 << 30


def days_of(region):
    """A day for each visit in person, balanced over the hours that midwives work; in a client's order, each on a later day."""
    room = {day: 0 for day in range(region.days)}
    for (day, _), (start, end) in region.shifts.items():
        room[day] += end - start
    chosen = {}
    for client in sorted(region.clients, key=lambda one: sum(len(v.hours) for v in one.visits)):
        last = -1
        for at, visit in enumerate(client.visits):
            rest = client.visits[at + 1:]
            # What comes after must still find a day.
            latest = min((max(v.hours, default=region.days) - n for n, v in enumerate(rest, 1)), default=region.days)
            free = [day for day in visit.days() if last < day and (day < latest or not rest)] or \
                   [day for day in visit.days() if day > last]
            if free:
                day = max(free, key=lambda one: room[one])
                last, chosen[visit.number] = day, day
                room[day] -= visit.seconds + 1200
    return chosen


def template(region, visits, seconds, seed):
    """One midwife for each client: a routing problem of all clients at once, in which what she carries holds day by day."""
    clients = list({visit.client.id: visit.client for visit in visits}.values())
    loads = {client.id: [0] * region.days for client in clients}
    often = len(visits) / (len(clients) * region.days)
    for visit in visits:
        loads[visit.client.id][visit.days()[0]] += visit.load
    names = [name for name in region.midwives if any(m == name for _, m in region.shifts)]
    homes = [region.places[region.midwives[name]["home"]] for name in names]
    there = homes + [region.places[client.place] for client in clients]
    # A tour of a part of the places is shorter by about the root of that part.
    shorter = math.sqrt(often)
    ways = np.array([[int(region.seconds[a][b] * shorter) for b in there] for a in there], dtype=np.int64)
    metres = np.array([[region.metres[a][b] for b in there] for a in there], dtype=np.int64)
    travel = (region.costs["travel-second"] * ways + region.costs["travel-metre"] * metres * shorter) * region.days
    kinds, distances = [], []
    for at, name in enumerate(names):
        midwife = region.midwives[name]
        days = [day for day, other in region.shifts if other == name]
        into = np.zeros(len(there), dtype=np.int64)
        for number, client in enumerate(clients):
            may = all(visit.days()[0] in days and name in visit.midwives for visit in client.visits)
            into[len(homes) + number] = 0 if may else NEVER
        priced = (travel * midwife.get("travel-percent", 100) // 100).astype(np.int64) + into[None, :]
        np.fill_diagonal(priced, 0)
        distances.append(priced)
        capacity = midwife.get("capacity")
        start, end = region.shifts[(days[0], name)]
        kinds.append(VehicleType(
            1, capacity=[capacity if capacity is not None else NEVER] * region.days, start_depot=at, end_depot=at,
            fixed_cost=(region.costs["workday"] + midwife.get("fixed-cost", 0)) * region.days,
            shift_duration=end - start, profile=at))
    locations = [Location(0, 0) for _ in there]
    depots = [Depot(at) for at in range(len(homes))]
    wanted = [Client(len(homes) + number, delivery=loads[client.id],
                     service_duration=int(often * max(visit.seconds for visit in client.visits)))
              for number, client in enumerate(clients)]
    data = ProblemData(locations, wanted, depots, kinds, distances, [ways] * len(kinds))
    best = solve(data, MaxRuntime(seconds), seed=seed, display=False, collect_stats=False).best
    return {clients[number].id: names[route.vehicle_type()]
            for route in best.routes() for number in stops_of(route, len(homes))}


def routed(region, roster, given, day, visits, seconds, seed):
    working = [name for name in region.midwives if (day, name) in region.shifts]
    infected = any(visit.infected for visit in visits)
    homes = [region.places[region.midwives[name]["home"]] for name in working]
    there = homes + [region.places[visit.client.place] for visit in visits]
    ways = np.array([[region.seconds[a][b] for b in there] for a in there], dtype=np.int64)
    metres = np.array([[region.metres[a][b] for b in there] for a in there], dtype=np.int64)
    travel = region.costs["travel-second"] * ways + region.costs["travel-metre"] * metres
    kinds, distances = [], []
    for at, name in enumerate(working):
        midwife = region.midwives[name]
        into = np.zeros(len(there), dtype=np.int64)
        for number, visit in enumerate(visits):
            may = name in visit.midwives and given.get(visit.client.id, name) == name
            if infected and midwife.get("infected-households") and visit.physical and not visit.client.infected:
                may = False
            # Below nothing no price may go: who attended the birth is the one who pays nothing.
            own = roster.faces_cost(visit, name)
            least = min(roster.faces_cost(visit, other) for other in visit.midwives) if visit.midwives else 0
            into[len(homes) + number] = own - least if may else NEVER
        start, end = region.shifts[(day, name)]
        priced = travel * midwife.get("travel-percent", 100) // 100 + into[None, :]
        np.fill_diagonal(priced, 0)
        distances.append(priced)
        capacity = midwife.get("capacity")
        kinds.append(VehicleType(
            1, capacity=[capacity if capacity is not None else NEVER], start_depot=at, end_depot=at,
            fixed_cost=roster.day_cost(day, name), tw_early=start, tw_late=end, profile=at))
    if not kinds:
        return {}
    locations = [Location(0, 0) for _ in there]
    depots = [Depot(at) for at in range(len(homes))]
    clients = [Client(len(homes) + number, delivery=[visit.load], service_duration=visit.seconds,
                      tw_early=visit.hours[day][0], tw_late=visit.hours[day][1],
                      prize=min(region.costs["unvisited"], NEVER // 2), required=False)
               for number, visit in enumerate(visits)]
    data = ProblemData(locations, clients, depots, kinds, distances, [ways] * len(kinds))
    best = solve(data, MaxRuntime(seconds), seed=seed, display=False, collect_stats=False).best
    routes = {}
    for route in best.routes():
        stops = [visits[number] for number in stops_of(route, len(homes))]
        routes[(day, working[route.vehicle_type()])] = stops
    return routes


def stops_of(route, depots):
    """The clients of a route in order, by number."""
    return [activity.idx for activity in route.schedule() if activity.is_client()]


def search(arguments):
    instance, seconds, seed, which = arguments
    region = Region(instance)
    roster = Roster(region)
    chosen = days_of(region)
    physical = [visit for visit in region.visits if visit.physical and visit.number in chosen]
    left, given = float(seconds) * 0.95, {}
    if which == 1 and region.days > 1 and physical and all(len(visit.hours) == 1 for visit in physical):
        given = template(region, physical, left * 0.6, int(seed))
        left *= 0.4
    # A day gets as much of the time as it has of the visits.
    for day in range(region.days):
        visits = [visit for visit in physical if chosen[visit.number] == day]
        if visits:
            time = left * len(visits) / len(physical)
            for (on, midwife), stops in routed(region, roster, given, day, visits, time, 2 * int(seed) + which).items():
                # What the price of NEVER did not keep out is left for the end.
                if region.timed(on, midwife, stops) is not None:
                    roster.put(on, midwife, stops)
    roster.fill([visit for visit in region.visits if visit.number not in roster.at])
    return roster


if __name__ == "__main__":
    _, instance_, plan_, seconds_, seed_ = sys.argv
    best_of_two(search, [instance_, seconds_, seed_], plan_)
