"use strict";
(function () {
  // Everything stands in the page already: this only hides, opens and counts.
  const get = (id) => document.getElementById(id);
  const form = get("sift"), list = get("list");
  const problems = Array.from(list.children);
  const ofUnit = Array.from(document.querySelectorAll("[data-of]"));
  const unit = get("by-unit"), status = get("by-status"), section = get("by-section");
  const late = get("by-late"), remark = get("by-remark"), word = get("by-word");
  const texts = new Map();

  function textOf(problem) {
    if (!texts.has(problem)) texts.set(problem, problem.textContent.toLowerCase());
    return texts.get(problem);
  }

  // 12, 第12项 and １２ ask for the problem of that number; all else for a text.
  function sought() {
    const typed = word.value.normalize("NFKC").trim().toLowerCase();
    const number = /^第?\s*(\d+)\s*项?$/.exec(typed);
    if (number && problems.some((p) => p.dataset.n === String(Number(number[1])))) {
      return (p) => p.dataset.n === String(Number(number[1]));
    }
    const plain = word.value.trim().toLowerCase();
    const parts = plain.split(/\s+/).filter(Boolean);
    return (p) => parts.every((part) => textOf(p).includes(part));
  }

  function sift() {
    const matches = sought();
    let shown = 0;
    for (const p of problems) {
      const keep = (!unit.value || p.dataset.unit.split(" ").includes(unit.value))
        && (!status.value || p.dataset.status === status.value)
        && (!section.value || p.dataset.section === section.value)
        && (!late.checked || p.dataset.late === "1")
        && (!remark.checked || p.dataset.remarks !== "0")
        && matches(p);
      p.hidden = !keep;
      if (keep) shown += 1;
    }
    for (const row of ofUnit) row.hidden = Boolean(unit.value) && row.dataset.of !== unit.value;
    get("none").hidden = shown > 0 || problems.length === 0;
    get("shown").textContent = "显示" + shown + "项，共" + problems.length + "项";
  }

  // A link to a problem opens it, even where the filter hides it.
  function openAimed() {
    const aimed = get(decodeURIComponent(location.hash.slice(1)));
    const problem = aimed && aimed.closest("details");
    if (!problem) return;
    if (problem.hidden) { form.reset(); sift(); }
    problem.open = true;
    problem.scrollIntoView({ block: "start" });
    problem.firstElementChild.focus({ preventScroll: true });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", sift);
  form.addEventListener("reset", () => setTimeout(sift));
  get("open-all").addEventListener("click", (event) => {
    const open = event.target.textContent === "展开全文";
    for (const p of problems) if (!p.hidden) p.open = open;
    event.target.textContent = open ? "收起全文" : "展开全文";
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#d"]');
    if (link && link.hash === location.hash) openAimed();
  });
  window.addEventListener("hashchange", openAimed);
  form.hidden = false;
  form.reset();
  sift();
  openAimed();
})();
