// A text with its claims: each begins with a button that names its kind and number; findings stand in the margin beside it.
// All words are put in as text, never as markup.
const drawn = new WeakMap();

const made = (tag, name, text) => {
  const element = document.createElement(tag);
  element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
};

class Reader {
  constructor(root) {
    this.root = root;
    this.watch = new ResizeObserver(() => this.align());
    this.watch.observe(root);
  }

  show(data, send) {
    this.send = send;
    const content = JSON.stringify([data.paragraphs, data.claims, data.lang]);
    if (content !== this.content) {
      this.content = content;
      this.build(data);
      if (data.selected) this.reveal(data.selected);
    }
    this.select(data.selected);
    this.align();
  }

  build({ paragraphs, claims, label, lang }) {
    this.tags = new Map();
    this.notes = [];
    const text = made("div", "text");
    text.lang = lang;
    for (const pieces of paragraphs) {
      const paragraph = made("p", "paragraph");
      for (const piece of pieces) {
        for (const name of piece.begins) paragraph.append(this.tag(name, claims[name]));
        paragraph.append(this.piece(piece, claims));
      }
      text.append(paragraph);
    }
    const margin = made("div", "margin");
    margin.append(...this.notes.map(({ note }) => note));
    this.root.replaceChildren(text, margin);
    this.root.setAttribute("role", "group");
    this.root.setAttribute("aria-label", label);
  }

  /** The button at the beginning of a claim; one that stands at several places has one at each. */
  tag(name, claim) {
    const tag = made("button", `tag ${claim.colour}`, claim.tag);
    tag.type = "button";
    tag.setAttribute("aria-label", claim.label);
    tag.addEventListener("click", () => this.send(name));
    if (!this.tags.has(name)) {
      this.tags.set(name, []);
      if (claim.findings.length) this.notes.push({ note: this.note(name, claim), tag });
    }
    this.tags.get(name).push(tag);
    return tag;
  }

  piece({ text, claims: names }, claims) {
    if (!names.length) return document.createTextNode(text);
    const piece = made("mark", `piece ${claims[names[0]].colour}${names.length > 1 ? " inner" : ""}`, text);
    piece.dataset.claims = names.join(" ");
    piece.addEventListener("click", () => window.getSelection()?.isCollapsed !== false && this.send(names[0]));
    return piece;
  }

  note(name, claim) {
    const note = made("button", "note");
    note.type = "button";
    note.title = claim.findings.map(({ message }) => message).join("\n");
    note.append(made("span", "of", claim.number), ...claim.findings.map(({ severity, words }) => made("span", `severity ${severity}`, words)));
    note.addEventListener("click", () => this.send(name));
    return note;
  }

  select(name) {
    for (const piece of this.root.querySelectorAll(".piece")) {
      piece.classList.toggle("selected", piece.dataset.claims.split(" ").includes(name));
    }
    for (const [of, tags] of this.tags) for (const tag of tags) tag.setAttribute("aria-pressed", String(of === name));
  }

  reveal(name) {
    const place = this.tags.get(name)?.[0];
    window.requestAnimationFrame(() => place?.scrollIntoView({ block: "center" }));
  }

  /** Each note beside its claim, or below the one before it; in a narrow column they follow the text. */
  align() {
    let bottom = 0;
    const above = this.root.getBoundingClientRect().top;
    for (const { note, tag } of this.notes || []) {
      const top = Math.max(bottom, tag.getBoundingClientRect().top - above);
      note.style.top = `${top}px`;
      bottom = top + note.offsetHeight + 4;
    }
    this.root.style.minHeight = this.root.offsetWidth > 480 ? `${bottom}px` : "";
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".reader");
  if (!drawn.has(root)) drawn.set(root, new Reader(root));
  const reader = drawn.get(root);
  reader.show(data, (name) => setTriggerValue("claim", name));
}
