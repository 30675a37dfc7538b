/** Runs in the reader's browser: narrows the sidebar to what is typed; "/" goes to the search field. */
export const script = `
const nav = document.querySelector("nav");
const search = nav.querySelector("input");
const none = nav.querySelector(".none");
search.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let left = 0;
  for (const group of nav.querySelectorAll(".group")) {
    let shown = 0;
    for (const item of group.querySelectorAll("li")) {
      item.hidden = !words.every((word) => item.dataset.words.includes(word));
      if (!item.hidden) shown++;
    }
    group.hidden = shown === 0;
    left += shown;
  }
  none.hidden = left > 0;
  nav.classList.toggle("found", words.length > 0);
});
search.addEventListener("keydown", (event) => {
  const first = nav.querySelector("li:not([hidden]) a");
  if (event.key === "Enter" && first) first.click();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target === search) return;
  event.preventDefault();
  search.focus();
});
const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const link = nav.querySelector('a[href="#' + target.id + '"]');
    if (isIntersecting) {
      nav.querySelector("[aria-current]")?.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
    }
  }
}, { rootMargin: "-10% 0px -80% 0px" });
for (const section of document.querySelectorAll(".operation")) seen.observe(section);
`;
