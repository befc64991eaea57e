/* The language of the page; what a reader chose with the switch is remembered for the next visit. */
export default function ({ data }) {
  document.documentElement.lang = data.language;
  if (data.chosen) document.cookie = `language=${data.language}; path=/; max-age=31536000; SameSite=Lax`;
}
