// The editor: YASGUI's own (Yasqe), a button that runs, one that stops, one that makes a link. Nothing runs until it is told to.
// Whole addresses: this module has none of its own that others could be read against.
const [MODULE, STYLE, ENDPOINT] = ["/assets/yasgui/yasgui.esm.js", "/assets/yasgui/yasgui.min.css", "/sparql"].map(
  (path) => new URL(path, window.location.origin).href,
);
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.5";
const KEPT = "leitgraph.query"; // what was typed and not run yet, for this tab of the browser alone
const SUGGESTED = 100;
const editors = new WeakMap();

/** The query that the address asks to show, behind its sign # where no server sees it. */
const asked = () => new URLSearchParams(window.location.hash.slice(1)).get("query") || "";

const kept = () => {
  try {
    return JSON.parse(window.sessionStorage.getItem(KEPT)) || {};
  } catch {
    return {};
  }
};

class Editor {
  constructor(root) {
    this.part = (name) => root.querySelector(`.${name}`);
    this.text = this.part("text");
    this.text.addEventListener("input", () => this.keep());
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.run();
    });
    this.part("run").addEventListener("click", () => this.run());
    this.part("stop").addEventListener("click", () => this.abort?.abort());
    this.part("link").addEventListener("click", () => this.link());
    this.onHash = () => asked() && this.put(asked());
    window.addEventListener("hashchange", this.onHash);
  }

  /** Yasqe in the place of the plain text box, which stays where it cannot be had. */
  async load() {
    try {
      const { Yasgui } = await import(MODULE);
      const { Yasqe } = Yasgui;
      Yasqe.defaults.autocompleters = ["variables", ...this.suggestions(Yasqe)];
      const place = this.part("place");
      const yasqe = new Yasqe(place, {
        value: this.get(),
        persistenceId: null,
        consumeShareLink: null,
        createShareableLink: null,
        showQueryButton: false,
        resizeable: true,
        editorHeight: "320px",
        hintConfig: { container: place },
        extraKeys: { "Ctrl-Enter": () => this.run(), "Cmd-Enter": () => this.run(), Tab: false, "Shift-Tab": false },
      });
      yasqe.getInputField().setAttribute("aria-label", this.words.label);
      yasqe.on("change", () => this.keep());
      this.text.hidden = true;
      this.yasqe = yasqe;
      window.requestAnimationFrame(() => yasqe.refresh());
    } catch (fault) {
      console.warn(fault);
    }
  }

  /** Suggestions of YASGUI's kinds out of our own terms: its own would ask a server elsewhere. */
  suggestions(Yasqe) {
    const { prefixes, classes, properties } = this.terms;
    const among = (terms) => async (_, token) =>
      terms.filter((term) => term.startsWith(token.autocompletionString || "")).slice(0, SUGGESTED);
    const declared = Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`);
    const ours = { prefixes: declared, class: among(classes), property: among(properties) };
    return Object.entries(ours).map(([kind, get]) => {
      Yasqe.forkAutocompleter(kind, { name: `our-${kind}`, get, persistenceId: null }, false);
      return `our-${kind}`;
    });
  }

  get() {
    return this.yasqe ? this.yasqe.getValue() : this.text.value;
  }

  put(query) {
    if (this.yasqe) this.yasqe.setValue(query);
    this.text.value = query;
    this.keep();
  }

  keep() {
    try {
      window.sessionStorage.setItem(KEPT, JSON.stringify({ version: this.version, query: this.get() }));
    } catch (fault) {
      console.warn(fault); // a browser that keeps nothing: what was typed lasts as long as the page
    }
  }

  /** What the page gives: its words, and a query whenever there is a new one. */
  update({ data, setTriggerValue }) {
    this.words = data.words;
    this.language = data.language;
    this.send = setTriggerValue;
    this.elsewhere = data.elsewhere;
    this.terms = data.terms;
    for (const name of ["run", "stop", "link"]) this.part(name).textContent = data.words[name];
    this.part("keys").textContent = data.words.keys;
    this.text.setAttribute("aria-label", data.words.label);
    this.yasqe?.getInputField().setAttribute("aria-label", data.words.label);
    if (this.version === data.version) return;
    const first = this.version === undefined;
    if (first) this.load();
    const before = kept();
    this.version = data.version;
    if (first && asked()) this.put(asked());
    else if (first && before.version === data.version && before.query) this.put(before.query);
    else this.put(data.query);
  }

  say(words) {
    this.part("said").textContent = words;
  }

  busy(is) {
    this.part("run").disabled = is;
    this.part("stop").hidden = !is || this.elsewhere;
    this.say(is ? this.words.busy : "");
  }

  async run() {
    const query = this.get();
    if (!query.trim() || this.part("run").disabled) return;
    if (this.elsewhere) {
      this.send("answer", { query });
      return;
    }
    this.abort = new AbortController();
    this.busy(true);
    try {
      const reply = await fetch(ENDPOINT, {
        method: "POST",
        headers: { "Content-Type": "application/sparql-query; charset=utf-8", Accept: ACCEPT },
        body: query,
        credentials: "omit",
        signal: this.abort.signal,
      });
      const body = await reply.text();
      this.busy(false);
      this.send("answer", {
        query,
        body,
        status: reply.status,
        kind: (reply.headers.get("Content-Type") || "").split(";")[0],
        cut: reply.headers.has("X-Leitgraph-Truncated"),
      });
    } catch (fault) {
      this.busy(false);
      this.say(fault.name === "AbortError" ? this.words.stopped : this.words.unreached);
    }
  }

  /** A link that shows this query and does not run it: into the address bar, and onto the clipboard where the browser lets it. */
  async link() {
    const address = new URL(window.location.href);
    address.searchParams.set("lang", this.language);
    address.hash = `query=${encodeURIComponent(this.get())}`;
    window.history.replaceState(window.history.state, "", address);
    try {
      await window.navigator.clipboard.writeText(address.href);
      this.say(this.words.copied);
    } catch {
      this.say(this.words.in_address);
    }
  }

  end() {
    this.abort?.abort();
    window.removeEventListener("hashchange", this.onHash);
    this.yasqe?.destroy();
  }
}

export default function (component) {
  const root = component.parentElement;
  if (!root.querySelector("link")) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = STYLE;
    root.prepend(style);
  }
  if (!editors.has(root)) editors.set(root, new Editor(root));
  const editor = editors.get(root);
  editor.update(component);
  return () => {
    editors.delete(root);
    editor.end();
  };
}
