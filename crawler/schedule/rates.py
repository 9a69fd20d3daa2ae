"""The rates of outlets and of the groups that they share a week with, unpacked once and kept in step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.engine import Connection

from crawler.catalogue import Outlet
from crawler.schedule import table
from crawler.schedule.rate import Group, Rate, pool
from crawler.schedule.table import Row, seconds


@dataclass(slots=True)
class Rates:
    """What was learnt of some outlets. A group is those of one language and country."""

    outlets: Mapping[str, Outlet]
    _rates: dict[str, tuple[datetime | None, Rate]] = field(default_factory=dict, repr=False)
    _groups: dict[str, Group] = field(default_factory=dict, repr=False)

    def of(self, row: Row) -> Rate:
        """Return what was learnt of an outlet; its group's where nothing was yet."""
        kept = self._rates.get(row.outlet)
        if kept is None or kept[0] != row.seen:
            rate = Rate.unpack(row.learnt) if row.learnt else Rate()
            group = self.group(row.outlet)
            if not row.learnt:
                rate.level = group.rate
            rate.reshape(group, rate.shaped)
            self._rates[row.outlet] = kept = (row.seen, rate)
        return kept[1]

    def keep(self, outlet: str, seen: datetime, rate: Rate) -> None:
        """Put a rate in the place of what was known of its outlet."""
        self._rates[outlet] = (seen, rate)

    def group(self, outlet: str) -> Group:
        """Return the group of an outlet."""
        return self._groups.get(self._name(outlet), Group())

    def read(self, connection: Connection) -> None:
        """Read the groups as they were pooled last, unless they are known."""
        if self._groups:
            return
        for name in {self._name(outlet) for outlet in self.outlets}:
            told = table.note(connection, name)
            if told:
                self._groups[name] = Group(told["rate"], tuple(told["shape"]), tuple(told["marks"]))

    def regroup(self, connection: Connection, rows: Mapping[str, Row], now: datetime) -> None:
        """Pool what the outlets of each group told, and reshape their weeks after it."""
        members: dict[str, list[Row]] = {}
        for row in rows.values():
            if row.learnt:
                members.setdefault(self._name(row.outlet), []).append(row)
        for name, learnt in members.items():
            group = pool([self.of(row) for row in learnt], self._groups.get(name, Group()))
            self._groups[name] = group
            told = {"rate": group.rate, "shape": list(group.shape), "marks": list(group.marks)}
            table.write_note(connection, name, told)
            for row in learnt:
                rate = self.of(row)
                rate.reshape(group, seconds(now))
                table.change(connection, row.outlet, learnt=rate.pack())

    def _name(self, outlet: str) -> str:
        source = self.outlets[outlet]
        return f"group {source.language} {source.country or ''}".strip()
