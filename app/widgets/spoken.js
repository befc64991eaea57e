/* The language of the page, and what paper says in it of a part that is folded; what a reader chose with the switch is remembered for the next visit. Before a page is printed it says whether it is drawn for the dark. */
export default function ({ data }) {
  document.documentElement.lang = data.language;
  document.documentElement.style.setProperty("--folded", JSON.stringify(data.folded));
  if (data.chosen) document.cookie = `language=${data.language}; path=/; max-age=31536000; SameSite=Lax`;
  window.onbeforeprint = () => {
    document.documentElement.dataset.drawnFor = getComputedStyle(document.querySelector(".stApp")).colorScheme;
  };
}
