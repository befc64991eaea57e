// The query page: the editor, what its address says to show, and the search in the catalogue. Nothing runs until it is told to.
import Yasgui from "/assets/yasgui/yasgui.esm.js";

const place = document.getElementById("yasgui");
const endpoint = new URL(place.dataset.endpoint, window.location.href).href;

const ours = place.dataset.base;
Yasgui.Yasqe.defaults.autocompleters = ["variables", "prefixes"]; // the others ask a server elsewhere

const yasgui = new Yasgui(place, {
  requestConfig: { endpoint, method: "POST", acceptHeaderGraph: "text/turtle,*/*;q=0.1" },
  copyEndpointOnNewTab: true,
  persistenceId: "leitgraph",
  populateFromUrl: false,
  yasqe: { value: place.dataset.first },
  endpointCatalogueOptions: { getData: () => [{ endpoint }] },
});

/** The query that the address asks to show, behind its sign # where no server sees it. */
function asked() {
  return new URLSearchParams(window.location.hash.slice(1)).get("query") || "";
}

/** Show a query in a tab of its own, without running it; what stands in other tabs stays. */
function show(query) {
  if (!query) return;
  const open = yasgui.getTab();
  const tab = open && open.getQuery().trim() === query.trim() ? open : yasgui.addTab(true, { yasqe: { value: query }, requestConfig: { endpoint } });
  yasgui.selectTabId(tab.getId());
  place.scrollIntoView();
}

// An IRI of ours among the results leads to its page on this server, wherever its name may lead one day.
place.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || !link.href.startsWith(ours)) return;
  event.preventDefault();
  window.open("/" + link.href.slice(ours.length), "_blank", "noopener");
});

show(asked() || place.dataset.query);
window.addEventListener("hashchange", () => show(asked()));

const questions = [...document.querySelectorAll(".question")];
document.getElementById("find").addEventListener("input", (event) => {
  const words = event.target.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const question of questions) {
    const text = question.dataset.words.toLocaleLowerCase();
    question.hidden = !words.every((word) => text.includes(word));
  }
  for (const topic of document.querySelectorAll(".topic")) {
    topic.hidden = !topic.querySelector(".question:not([hidden])");
  }
});
