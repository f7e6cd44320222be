"""The sentences of the caveats that counting gives; cells carry their codes."""

from __future__ import annotations

from collections.abc import Mapping

INCIDENTS: Mapping[str, str] = {
    "links_not_judged": "Incidents rest on links that were scored and that nobody has judged.",
    "suspected_links": "Further pairs of records may be one incident; they are counted apart.",
    "parts_not_judged": "Some records may be part of a longer one that is counted too.",
    "unsure_links": "Pairs judged unsure are one incident in low and two in high.",
    "datasets_end": "Not every dataset covers the period.",
}

CAVEATS: Mapping[str, str] = {
    "order_widened": "The data's low, best and high are out of order in the sum; the range was "
    "widened to hold the best.",
    "period_by_provider": "The provider counts some events in this period that touch others.",
    "single_source": "Some of these events rest on one source.",
    "value_missing": "Some events give no such number of deaths and are not in the sum.",
    "point_values": "Some events give one number of deaths without a range; it stands for low and "
    "high.",
    "best_zero_high_above": "Some events have no death by the best figure and some by the high.",
    "no_range_for_subgroup": "The data gives no range for this number of deaths.",
    "joint_side_deaths": "Deaths of a side on which several acted jointly stay with the side.",
    "partner_not_separable": "The part of others who acted beside them cannot be separated; this "
    "is no evidence of none.",
    "named_from": "The dataset begins to name this actor inside the period: part of the year.",
    "published_total": "The provider's own published total; its rows are not in the case.",
    "by_difference": "By difference of published totals; the events are not in the rows.",
    **INCIDENTS,
}
