"""Which forms are one, given all verdicts on them, and which form stands for each set."""

from pipelines.identify.known import Known
from pipelines.model import Form, Verdict

_RANK = {"person": 0, "import": 1, "article": 2, "sound": 3}


def judge(verdict: Verdict, known: Known) -> None:
    """Keep a verdict and bring the roots of all forms that it touches up to date."""
    known.judge(verdict)
    settle((verdict.one, verdict.other), known)


def settle(forms: tuple[str, ...], known: Known) -> None:
    """Find the sets of forms that are one around these, and let the earliest form stand for each.

    Stronger verdicts are followed first; one that would bring together two forms that are held to be two is
    passed over. Neither the order of verdicts nor that of arrival matters.
    """
    reached, ties, apart = _around(forms, known)
    if len(reached) == 1:
        return
    sets = {form: {form} for form in reached}
    for tie in sorted(ties, key=lambda it: (_RANK[it.by], -it.score, *sorted((it.one, it.other)))):
        one, other = sets[tie.one], sets[tie.other]
        if one is not other and not any((a, b) in apart or (b, a) in apart for a in one for b in other):
            one |= other
            sets.update(dict.fromkeys(other, one))
    for group in {id(it): it for it in sets.values()}.values():
        root = min(group, key=lambda form: (reached[form].published, reached[form].id))
        stale = [form for form in group if reached[form].root != root]
        if stale:
            known.reroot(stale, root)


def _around(
    forms: tuple[str, ...], known: Known
) -> tuple[dict[str, Form], list[Verdict], set[tuple[str, str]]]:
    """All forms tied to these, the ties, and the pairs that are held to be two."""
    reached = {form.id: form for form in known.forms(forms)}
    todo, ties, apart = list(reached), dict[tuple[str, str], Verdict](), set[tuple[str, str]]()
    while todo:
        form = todo.pop()
        for other, verdict in known.verdicts(form).items():
            if verdict.same is False:
                apart.add((form, other))
            elif verdict.same:
                ties[min(form, other), max(form, other)] = verdict
                if other not in reached:
                    reached |= {it.id: it for it in known.forms([other])}
                    todo.append(other)
    return reached, [tie for pair, tie in ties.items() if set(pair) <= set(reached)], apart
