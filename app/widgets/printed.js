/* A table for paper, made when somebody prints and at no other time. All in it is text. */
export default function ({ data, parentElement }) {
  const made = (name, words, parent) => {
    const element = parent.appendChild(document.createElement(name));
    element.textContent = words;
    return element;
  };
  const draw = () => {
    parentElement.replaceChildren();
    const table = made("table", "", parentElement);
    const head = made("tr", "", made("thead", "", table));
    for (const title of data.titles) made("th", title, head).scope = "col";
    const body = made("tbody", "", table);
    for (const row of data.rows) {
      const line = made("tr", "", body);
      for (const cell of row) made("td", cell, line);
    }
    if (data.more) made("p", data.more, parentElement);
  };
  window.addEventListener("beforeprint", draw);
  return () => window.removeEventListener("beforeprint", draw);
}
