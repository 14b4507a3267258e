"""OR-tools routing, driver as vehicle: `ortools_routing.py INSTANCE PLAN SECONDS SEED [START]`.

One vehicle per midwife, over all days: her route passes a node at home each night, which lasts from the end of one shift to the
start of the next. Continuity is a soft same-vehicle penalty over the visits of a client, as dear as another face with its
change; who was there before and who attended the birth is a price per visit and midwife. A midwife's day is paid where she
leaves home for a visit. It begins from cheapest insertion, with START from that plan.

What the model cannot hold is done afterwards or left out: calls are made from wherever she is, so that they have no place
on a map (put in one by one afterwards); runs of days, fair load and the law over days have no price and no rule here.
"""

import sys

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from region import Region, Roster, best_of_two, read_plan

SEARCHES = [routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH,
            routing_enums_pb2.LocalSearchMetaheuristic.SIMULATED_ANNEALING]


class Model:
    """Nodes: the visits in person, then of each midwife the start, her nights and the end."""

    def __init__(self, region, which):
        self.region, self.which, self.closed = region, which, False
        self.visits = [visit for visit in region.visits if visit.physical and visit.hours and visit.midwives]
        self.day_length = max([86400] + [end + 1 for _, end in region.shifts.values()])
        self.names = [name for name in region.midwives if any(m == name for _, m in region.shifts)]
        self.place = [visit.client.place for visit in self.visits]
        self.service = [visit.seconds for visit in self.visits]
        self.owner = [None] * len(self.visits)
        self.nights, self.starts, self.ends = {}, [], []
        for vehicle, name in enumerate(self.names):
            days = sorted(day for day, midwife in region.shifts if midwife == name)
            self.starts.append(self._home(vehicle, name, 0))
            for day, following in zip(days, days[1:]):
                rest = (following * self.day_length + region.shifts[(following, name)][0]
                        - day * self.day_length - region.shifts[(day, name)][1])
                self.nights[(vehicle, day)] = self._home(vehicle, name, rest)
            self.ends.append(self._home(vehicle, name, 0))
        self.index = pywrapcp.RoutingIndexManager(len(self.place), len(self.names), self.starts, self.ends)
        self.routing = pywrapcp.RoutingModel(self.index)
        self._prices()
        self._times()
        self._loads()
        self._clean_first()
        self._clients()

    def _home(self, vehicle, name, service):
        self.place.append(self.region.midwives[name]["home"])
        self.service.append(service)
        self.owner.append(vehicle)
        return len(self.place) - 1

    def _prices(self):
        """Ways, and the price of a day where a midwife leaves home for a visit; one matrix per price of a kilometre."""
        region, matrices = self.region, {}
        count = len(self.visits)
        for vehicle, name in enumerate(self.names):
            percent = region.midwives[name].get("travel-percent", 100)
            if percent not in matrices:
                matrix = [[region.way_cost(a, b) * percent // 100 for b in self.place] for a in self.place]
                for node in range(count, len(self.place)):
                    midwife = region.midwives[self.names[self.owner[node]]]
                    price = region.costs["workday"] + midwife.get("fixed-cost", 0)
                    for other in range(count):
                        matrix[node][other] += price
                matrices[percent] = self.routing.RegisterTransitMatrix(matrix)
            self.routing.SetArcCostEvaluatorOfVehicle(matrices[percent], vehicle)
        # What one visit by this midwife costs in faces, as far as that is known beforehand.
        vectors = [self.routing.RegisterUnaryTransitVector(self._faces(name)) for name in self.names]
        self.routing.AddDimensionWithVehicleTransits(vectors, 0, 1 << 50, True, "faces")
        self.routing.GetDimensionOrDie("faces").SetSpanCostCoefficientForAllVehicles(1)

    def _faces(self, name):
        costs, prices = self.region.costs, []
        for visit in self.visits:
            client, price = visit.client, 0
            if client.seen and name not in client.seen:
                price += costs["extra-face"] // len(client.visits)
            attended = client.attending not in self.region.midwives or client.attending in client.seen
            if not attended and name != client.attending:
                price += costs["no-attending-visit"] // len(client.visits)
            prices.append(price)
        return prices + [0] * (len(self.place) - len(prices))

    def _times(self):
        region = self.region
        ways = [[region.way(a, b) + self.service[at] for b in self.place] for at, a in enumerate(self.place)]
        horizon = (region.days + 1) * self.day_length
        self.routing.AddDimension(self.routing.RegisterTransitMatrix(ways), horizon, horizon, False, "time")
        self.time = time = self.routing.GetDimensionOrDie("time")
        for number, visit in enumerate(self.visits):
            index = self.index.NodeToIndex(number)
            cumul = time.CumulVar(index)
            hours = [(day * self.day_length + low, day * self.day_length + min(high, self.day_length - 1))
                     for day, (low, high) in sorted(visit.hours.items()) if low < self.day_length]
            cumul.SetRange(hours[0][0], hours[-1][1])
            for (_, end), (start, _) in zip(hours, hours[1:]):
                if end + 1 < start:
                    cumul.RemoveInterval(end + 1, start - 1)
            may = [at for at, name in enumerate(self.names) if name in visit.midwives]
            self.routing.VehicleVar(index).SetValues([-1] + may)
            self.routing.AddDisjunction([index], min(region.costs["unvisited"], 1 << 40))
        for (vehicle, day), node in self.nights.items():
            index = self.index.NodeToIndex(node)
            end = day * self.day_length + region.shifts[(day, self.names[vehicle])][1]
            time.CumulVar(index).SetRange(end, end)
            self.routing.VehicleVar(index).SetValue(vehicle)
        for vehicle, name in enumerate(self.names):
            days = sorted(day for day, midwife in region.shifts if midwife == name)
            start = days[0] * self.day_length + region.shifts[(days[0], name)][0]
            end = days[-1] * self.day_length + region.shifts[(days[-1], name)][1]
            time.CumulVar(self.routing.Start(vehicle)).SetRange(start, start)
            time.CumulVar(self.routing.End(vehicle)).SetRange(start, end)

    def _loads(self):
        """What she can carry holds for a day: the load of each day is a dimension of its own."""
        capacities = [self.region.midwives[name].get("capacity") for name in self.names]
        if all(capacity is None for capacity in capacities):
            return
        capacities = [1 << 40 if capacity is None else capacity for capacity in capacities]
        for day in range(self.region.days):
            loads = [visit.load if visit.days() == [day] else 0 for visit in self.visits]
            loads += [0] * (len(self.place) - len(loads))
            vector = self.routing.RegisterUnaryTransitVector(loads)
            self.routing.AddDimensionWithVehicleCapacity(vector, 0, capacities, True, f"load {day}")

    def _clean_first(self):
        """Goes down by one at an infected household; only a night brings it up again, and a clean one wants it full."""
        most = sum(visit.infected for visit in self.visits)
        if most == 0:
            return
        steps = [-int(visit.infected) for visit in self.visits] + [0] * (len(self.place) - len(self.visits))
        self.routing.AddDimension(self.routing.RegisterUnaryTransitVector(steps), most, most, False, "clean")
        clean = self.routing.GetDimensionOrDie("clean")
        for number, visit in enumerate(self.visits):
            index = self.index.NodeToIndex(number)
            clean.SlackVar(index).SetMax(0)
            if not visit.infected:
                clean.CumulVar(index).SetMin(most)

    def _clients(self):
        costs, solver = self.region.costs, self.routing.solver()
        numbers = {visit.number: at for at, visit in enumerate(self.visits)}
        for client in self.region.clients:
            own = [(at, numbers[v.number]) for at, v in enumerate(client.visits) if v.number in numbers]
            indices = [self.index.NodeToIndex(node) for _, node in own]
            if len(indices) > 1:
                self.routing.AddSoftSameVehicleConstraint(indices, costs["extra-face"] + costs["face-switch"])
            for (at, node), (later, other) in zip(own, own[1:]):
                if max(self.visits[node].hours) + (later - at) <= min(self.visits[other].hours):
                    continue
                # Each on a later day, with a day left for the call in between.
                one, two = (self.time.CumulVar(self.index.NodeToIndex(n)) for n in (node, other))
                solver.Add(two // self.day_length >= one // self.day_length + (later - at))

    def parameters(self, seconds, seed):
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.local_search_metaheuristic = SEARCHES[self.which]
        parameters.time_limit.FromMilliseconds(int(seconds * 1000))
        if hasattr(parameters, "random_seed"):
            parameters.random_seed = seed
        return parameters

    def begin_from(self, routes, parameters):
        """Our plan as a first solution: the calls left out, the nights put in."""
        numbers = {visit.number: at for at, visit in enumerate(self.visits)}
        if not self.closed:
            self.routing.CloseModelWithParameters(parameters)
            self.closed = True
        lists = []
        for vehicle, name in enumerate(self.names):
            nodes = []
            for day in sorted(day for day, midwife in self.region.shifts if midwife == name):
                nodes += [numbers[v.number] for v in routes.get((day, name), []) if v.number in numbers]
                if (vehicle, day) in self.nights:
                    nodes.append(self.nights[(vehicle, day)])
            lists.append([self.index.NodeToIndex(node) for node in nodes])
        return self.routing.ReadAssignmentFromRoutes(lists, True)

    def roster(self, solution):
        roster = Roster(self.region)
        for vehicle, name in enumerate(self.names):
            by_day, index = {}, self.routing.Start(vehicle)
            while not self.routing.IsEnd(index):
                node = self.index.IndexToNode(index)
                if node < len(self.visits):
                    day = solution.Value(self.time.CumulVar(index)) // self.day_length
                    by_day.setdefault(day, []).append(self.visits[node])
                index = solution.Value(self.routing.NextVar(index))
            for day, visits in by_day.items():
                roster.put(day, name, visits)
        return roster


def search(arguments):
    instance, seconds, seed, start, which = arguments
    region = Region(instance)
    model = Model(region, which)
    parameters = model.parameters(float(seconds) * 0.95, int(seed))
    if start is None:
        # None of its own first solutions finds a way through the nights, so that a cold start is cheapest insertion.
        greedy = Roster(region)
        greedy.fill(model.visits)
        routes = greedy.routes
    else:
        routes = read_plan(region, start)
    first = model.begin_from(routes, parameters)
    if first is None:
        print("the plan to begin from does not fit this model; it begins from nothing", file=sys.stderr)
        routes = {}
        first = model.begin_from(routes, parameters)
    solution = model.routing.SolveFromAssignmentWithParameters(first, parameters) if first is not None else None
    if solution is None:
        # Too little time to better what it began from: that is what it has.
        roster = Roster(region)
        for (day, midwife), visits in routes.items():
            roster.put(day, midwife, [visit for visit in visits if visit.physical])
    else:
        roster = model.roster(solution)
    roster.fill([visit for visit in region.visits if visit.number not in roster.at])
    return roster


if __name__ == "__main__":
    _, instance_, plan_, seconds_, seed_, *start_ = sys.argv
    best_of_two(search, [instance_, seconds_, seed_, start_[0] if start_ else None], plan_)
