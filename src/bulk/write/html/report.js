"use strict";
(() => {
  const main = document.querySelector("main");
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const drafts = [...main.querySelectorAll("article")];
  main.before(document.getElementById("summary"));

  const has = (node, name, value) => !value || (node.dataset[name] || "").split(" ").includes(value);

  // A draft is shown if it has the verdict and one finding that is both of the category and of the rule;
  // its other findings fade.
  const filter = () => {
    const verdicts = new Set([...form.querySelectorAll("[name=verdict]:checked")].map((box) => box.value));
    const known = !form.elements.known || form.elements.known.checked;
    const category = form.elements.category.value, rule = form.elements.rule.value;
    let count = 0;
    for (const draft of drafts) {
      let fits = verdicts.has(draft.dataset.verdict) && (known || !("known" in draft.dataset)) &&
        has(draft, "category", category) && has(draft, "rule", rule);
      if (fits && (category || rule)) {
        const marks = [...draft.querySelectorAll("mark")];
        const wanted = marks.filter((mark) => has(mark, "category", category) && has(mark, "rule", rule));
        for (const mark of marks) mark.classList.toggle("dim", !wanted.includes(mark));
        fits = wanted.length > 0 || marks.length === 0;
      } else if (fits) {
        for (const mark of draft.querySelectorAll("mark.dim")) mark.classList.remove("dim");
      }
      draft.hidden = !fits;
      count += fits;
    }
    shown.textContent = `${count} of ${drafts.length} shown`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());

  // The next or previous node of a kind, from wherever the focus is.
  const step = (selector, forward) => {
    const nodes = [...main.querySelectorAll(selector)].filter((node) => !node.closest("article[hidden]"));
    if (!forward) nodes.reverse();
    const here = document.activeElement;
    const side = forward ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const next = main.contains(here)
      ? nodes.find((node) => node !== here && !node.contains(here) && here.compareDocumentPosition(node) & side)
      : nodes[0];
    if (next) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "center" });
    }
  };
  const keys = {
    j: () => step("article", true), k: () => step("article", false),
    n: () => step("mark:not(.dim)", true), p: () => step("mark:not(.dim)", false),
    "/": () => form.querySelector("input").focus(), Escape: () => document.activeElement.blur(),
  };
  document.addEventListener("keydown", (event) => {
    const isTyped = /^(SELECT|TEXTAREA)$/.test(event.target.tagName) && event.key !== "Escape";
    if (keys[event.key] && !isTyped && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  // A note that would leave the window on the right opens to the left.
  const place = (event) => {
    const mark = event.target.closest && event.target.closest("mark");
    const tip = mark && mark.querySelector(".tip");
    if (!tip) return;
    tip.classList.remove("left");
    const box = tip.getBoundingClientRect();
    tip.classList.toggle("left", box.right > innerWidth && mark.getBoundingClientRect().right > box.width);
  };
  main.addEventListener("mouseover", place);
  main.addEventListener("focusin", place);
  filter();
})();
