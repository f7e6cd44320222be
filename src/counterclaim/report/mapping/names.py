"""Names of African countries, as datasets spell them, to the codes of the outlines."""

from __future__ import annotations

import re
import unicodedata

_CODES = """
AGO angola|BDI burundi|BEN benin|BFA burkina faso|BWA botswana|CAF central african republic
CIV ivory coast;cote d ivoire|CMR cameroon|COD dr congo zaire;democratic republic of congo;drc
COG congo;republic of congo|COM comoros|CPV cape verde;cabo verde|DJI djibouti|DZA algeria
EGY egypt|ERI eritrea|ESH western sahara|ETH ethiopia|GAB gabon|GHA ghana|GIN guinea|GMB gambia
GNB guinea bissau|GNQ equatorial guinea|KEN kenya|LBR liberia|LBY libya|LSO lesotho|MAR morocco
MDG madagascar madagascar malagasy;madagascar|MLI mali|MOZ mozambique|MRT mauritania|MUS mauritius
MWI malawi|NAM namibia|NER niger|NGA nigeria|RWA rwanda|SDN sudan|SEN senegal|SLE sierra leone
SOM somalia|SSD south sudan|STP sao tome and principe
SWZ kingdom of eswatini swaziland;swaziland;eswatini|SYC seychelles|TCD chad|TGO togo|TUN tunisia
TZA tanzania|UGA uganda|ZAF south africa|ZMB zambia|ZWE zimbabwe zimbabwe rhodesia;zimbabwe
"""


def iso3(country: str) -> str:
    """The code of a country, or an empty string for one without an outline."""
    return _BY_NAME.get(_plain(country), "")


def title_of(code: str) -> str:
    """The name of a country by its code, as a map prints it; the code where none is known."""
    return _TITLES.get(code, code)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return " ".join(re.findall(r"[a-z]+", letters))


def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _CODES.replace("\n", "|").split("|"):
        code, _, names = entry.strip().partition(" ")
        found |= {name.strip(): code for name in names.split(";") if name}
    return found


_BY_NAME = _table()
_TITLES = {
    code: " ".join(w if w in {"of", "and"} else w.capitalize() for w in name.split())
    for name, code in sorted(_BY_NAME.items(), key=lambda item: -len(item[0]))
}
