"""The page in a browser: nothing is asked of a server, nothing fails, everybody can read it."""

from __future__ import annotations

import http.server
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

import pytest

from counterclaim.report.publish import Publication

BROWSER = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="needs Chromium"),
    pytest.mark.slow,
]
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--enable-logging=stderr", "--v=0", "--virtual-time-budget=20000", "--dump-dom"),
)
WIDTHS = (390, 1200)

PROBE = """
<script>
window.addEventListener("error", function (e) { note("error", e.message); });
document.addEventListener("securitypolicyviolation", function (e) {
  note("policy", e.blockedURI);
});
function note(kind, text) {
  var line = document.createElement("p");
  line.className = "probe"; line.dataset.kind = kind; line.textContent = text;
  document.documentElement.appendChild(line);
}
</script>
"""
AFTER = """
<script>
document.querySelectorAll(".explore").forEach(function (b) { b.click(); });
var slider = document.querySelector("#map-year");
if (slider) { slider.value = 1; slider.dispatchEvent(new Event("input")); }
setTimeout(function () {
  var body = document.documentElement;
  note("width", String(body.scrollWidth - body.clientWidth));
  note("live", String(document.querySelectorAll(".live svg, .live canvas").length));
  var asked = performance.getEntriesByType("resource");
  note("asked", JSON.stringify(asked.map(function (r) { return r.name; })));
  if (window.axe) { window.axe.run(document).then(function (r) {
    note("axe", JSON.stringify(r.violations.map(function (v) {
      return [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]; })));
  }); }
}, 4000);
</script>
"""


class Seen(http.server.BaseHTTPRequestHandler):
    """Serves one page and remembers every path that was asked for."""

    page = b""
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """The page, whatever is asked."""
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[http.server.ThreadingHTTPServer]:
    """A server on this machine alone."""
    Seen.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Seen) as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def opened(server: http.server.ThreadingHTTPServer, page: str, width: int, folder: Path) -> str:
    """The page's document after its scripts ran in a window (or frame) of this width."""
    Seen.page = page.encode()
    port = server.server_address[1]
    command = [
        *(str(BROWSER), *FLAGS, f"--window-size={max(width, 500)},1000"),
        *(f"--user-data-dir={folder / 'profile'}", f"http://127.0.0.1:{port}/report.html"),
    ]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return done.stdout.decode()


def probed(page: str, width: int, axe: str = "") -> str:
    """The page with probes in it; a narrow one is held to its width by its root element."""
    held = f"<style>html {{ max-width: {width}px; }}</style>" if width < 500 else ""
    script = f"<script>{axe}</script>" if axe else ""
    page = page.replace("<head>", f"<head>{PROBE}{held}", 1)
    before, _, after = page.rpartition("</body>")
    return f"{before}{script}{AFTER}</body>{after}"


def told(dom: str, kind: str) -> list[str]:
    """What the probes noted."""
    import html

    found = re.findall(rf'<p class="probe" data-kind="{kind}">(.*?)</p>', dom, re.DOTALL)
    return [html.unescape(text) for text in found]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_asks_nobody_and_fails_nowhere(
    published: Publication,
    server: http.server.ThreadingHTTPServer,
    width: int,
    tmp_path: Path,
) -> None:
    """No error, no refused load, no further request, no sideways scrolling; charts come alive."""
    page = (published.folder / "report.html").read_text(encoding="utf-8")
    dom = opened(server, probed(page, width), width, tmp_path)
    assert told(dom, "error") == []
    assert told(dom, "policy") == []
    assert told(dom, "asked") == ["[]"]
    assert set(Seen.asked) <= {"/report.html"}
    assert int(told(dom, "live")[0]) >= 3
    if width > 500:
        assert told(dom, "width") == ["0"]


def axe() -> str:
    """The accessibility checker's script, where it is installed."""
    spec = find_spec("axe_core_python")
    if spec is None or spec.origin is None:
        pytest.skip("needs axe-core-python")
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_serious_hurdle_for_anybody(
    published: Publication,
    server: http.server.ThreadingHTTPServer,
    width: int,
    tmp_path: Path,
) -> None:
    """The accessibility checker finds nothing serious or critical."""
    page = (published.folder / "report.html").read_text(encoding="utf-8")
    dom = opened(server, probed(page, width, axe()), width, tmp_path)
    (found,) = told(dom, "axe")
    grave = [v for v in json.loads(found) if v[0] in {"serious", "critical"}]
    assert grave == []
