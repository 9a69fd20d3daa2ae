"""Names: recall and false mergers on hand-made groups, and the time to look many up among very many.

``python -m tests.bench.identity [--known 1000000] [--asked 10000]``
"""

import argparse
import json
import random
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from pipelines.identify.compare import compare
from pipelines.identify.filing import codes, entries, keys
from pipelines.identify.fold import fold, form_id
from pipelines.ledger import open_ledger
from pipelines.ledger.names import Names, name_forms, name_keys
from tests.pipelines.identify import naming

GENERATED = 40_000
ONSETS = "b d f g h j k l m n p r s t v z br ch dr gr kr sh st tr th y"
VOWELS = "a e i o u ai ee oo au"
ENDINGS = ("", "", "", "n", "r", "l", "s", "m", "k", "t", "nd", "ng")


def quality():
    """Recall on pairs of one, false mergers among look-alikes, on the tuned half and on the other."""
    found = {}
    for half, held in (("tuned", False), ("held out", True)):
        for sort in ("person", "work"):
            same = naming.same(sort, held=held)
            curated = [pair for pair in naming.curated(held=held) if pair[0] == sort]
            made = [pair for pair in naming.generated(held=held, count=GENERATED) if pair[0] == sort]
            merged = {
                name: sum(compare(*it).same is True for it in pairs)
                for name, pairs in (("same", same), ("curated", curated), ("made", made))
            }
            found[f"{sort}, {half}"] = {
                "pairs": len(same),
                "recall": round(merged["same"] / len(same), 3),
                "look_alikes": len(curated),
                "merged": merged["curated"],
                "generated": len(made),
                "merged_per_1000": round(1000 * merged["made"] / len(made), 2),
                "met": round(
                    sum(bool({*keys(sort, a)} & {*keys(sort, b)}) for _, a, b in same) / len(same), 3
                ),
            }
    return found


def by_script():
    """Recall of the held-out persons, Latin against each other script."""
    counted = defaultdict(lambda: [0, 0])
    for pair in naming.same("person", held=True):
        kinds = sorted({naming.writing(name) for name in pair[1:]})
        name = (
            " and ".join(kinds)
            if len(kinds) == 2 and "latin" in kinds
            else kinds[0]
            if len(kinds) == 1
            else "others"
        )
        counted[name][0] += 1
        counted[name][1] += compare(*pair).same is True
    return {name: (total, round(right / total, 3)) for name, (total, right) in sorted(counted.items())}


def invented(rng):
    """A name of two invented words."""
    word = lambda: "".join(  # noqa: E731
        rng.choice(ONSETS.split()) + rng.choice(VOWELS.split()) + rng.choice(ENDINGS)
        for _ in range(rng.choice((1, 2, 2, 3)))
    )
    return f"{word().title()} {word().title()}"


def fill(connection, count):
    """Remember so many invented names, with what is real among them."""
    rng = random.Random(11)
    forms, filed = [], []
    for _ in range(count):
        name = invented(rng)
        folded = fold(name)
        identity = form_id("person", folded)
        forms.append(
            {
                "id": identity,
                "sort": "person",
                "name": name,
                "folded": folded,
                "root": identity,
                "published": 0,
                "sense": 1,
            }
        )
        for found, code in entries("person", name):
            filed += [{"key": key, "form": identity, "code": code} for key in found]
        if len(forms) == 20_000:
            store(connection, forms, filed)
    store(connection, forms, filed)


def store(connection, forms, filed):
    """Write a batch."""
    for table, rows in ((name_forms, forms), (name_keys, filed)):
        if rows:
            connection.execute(table.insert().prefix_with("OR IGNORE"), rows)
        rows.clear()


def ask(connection, names):
    """Look every name up and compare it with all it meets: seconds, those of CPU, meetings, mergers."""
    known, met, merged = Names(connection), 0, 0
    start, begun = time.perf_counter(), time.process_time()
    for name in names:
        for form in known.met("person", fold(name), keys("person", name), codes("person", name)):
            met += 1
            merged += compare("person", name, form.name).same is True
    return time.perf_counter() - start, time.process_time() - begun, met, merged


def main():
    """Print the tables and one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--known", type=int, default=1_000_000)
    options.add_argument("--asked", type=int, default=10_000)
    chosen = options.parse_args()
    found = {"quality": quality(), "by_script": by_script()}
    heads = ("pairs", "recall", "met", "look-alikes", "merged", "generated", "per 1000")
    print(
        f"{'':20} "
        + " ".join(f"{head:>{size}}" for head, size in zip(heads, (6, 7, 6, 12, 7, 10, 9), strict=True))
    )
    for name, row in found["quality"].items():
        print(
            f"{name:20} {row['pairs']:6} {row['recall']:7.3f} {row['met']:6.3f} {row['look_alikes']:12} "
            f"{row['merged']:7} {row['generated']:10} {row['merged_per_1000']:9.2f}"
        )
    for name, (total, right) in found["by_script"].items():
        print(f"  {name:24} {total:5} pairs, recall {right:.3f}")
    with tempfile.TemporaryDirectory() as folder, open_ledger(f"sqlite:///{folder}/names.sqlite") as ledger:
        start = time.perf_counter()
        with ledger.transaction() as connection:
            fill(connection, chosen.known)
        filled = time.perf_counter() - start
        rng = random.Random(5)
        real = [name for group in naming.groups("person") for name in group]
        asked = [rng.choice(real) if it % 2 else invented(rng) for it in range(chosen.asked)]
        with ledger.reading() as connection:
            seconds, busy, met, merged = ask(connection, asked)
        size = Path(folder, "names.sqlite").stat().st_size
    found["look_up"] = {
        "known": chosen.known,
        "asked": chosen.asked,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(busy, 2),
        "met_each": round(met / chosen.asked, 1),
        "merged": merged,
        "filled_in": round(filled, 1),
        "bytes_a_name": round(size / chosen.known),
    }
    print(
        f"{chosen.asked} names against {chosen.known}: {seconds:.2f} s ({busy:.2f} s of CPU), "
        f"{met / chosen.asked:.1f} met each (filled in {filled:.0f} s; {size // chosen.known} bytes a name)"
    )
    print(json.dumps({"bench": "identity", **found}))


if __name__ == "__main__":
    main()
