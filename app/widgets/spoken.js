/* The language of the page, as the switch in the sidebar has it. */
export default function ({ data }) {
  document.documentElement.lang = data;
}
