"use strict";
(() => {
  const known = JSON.parse(document.getElementById("study").textContent);
  const bar = document.getElementById("review-bar");
  if (!bar) return;
  const start = document.getElementById("review-start");
  const tools = document.getElementById("review-tools");
  const code = document.getElementById("reviewer");
  const said = document.getElementById("review-said");
  const rows = [];
  let unsaved = false;

  const change = () => {
    unsaved = true;
    said.textContent = `${rows.filter((row) => row.mark.value).length} of ${rows.length} marked, not saved`;
  };

  const control = (tag, place, what) => {
    const one = document.createElement(tag);
    const session = known.sessions[place];
    one.setAttribute("aria-label", `${what}: ${session.participant_id} ${session.visit} run ${session.run}`);
    one.addEventListener("input", change);
    return one;
  };

  const begin = () => {
    start.hidden = true;
    tools.hidden = false;
    for (const cell of document.querySelectorAll("[data-session]")) {
      const place = Number(cell.dataset.session);
      const mark = control("select", place, "Mark");
      for (const word of ["", ...known.marks]) {
        mark.append(new Option(word || "no mark", word));
      }
      const comment = control("textarea", place, "Comment");
      comment.maxLength = known.longest;
      comment.rows = 1;
      comment.placeholder = "comment (no names)";
      cell.append(mark, comment);
      rows.push({ place, mark, comment });
    }
    code.focus();
  };

  const fill = () => {
    const mine = known.earlier[code.value.trim()] || {};
    for (const row of rows) {
      const before = mine[row.place];
      if (before && !row.mark.value && !row.comment.value) {
        [row.mark.value, row.comment.value] = before;
      }
    }
  };

  const save = () => {
    const reviewer = code.value.trim();
    const bare = rows.find((row) => row.comment.value.trim() && !row.mark.value);
    const marked = rows.filter((row) => row.mark.value);
    if (!/^[A-Za-z0-9]{1,32}$/.test(reviewer)) {
      said.textContent = "Not saved: write your code first, letters and digits only.";
      code.focus();
    } else if (bare) {
      said.textContent = "Not saved: a session has a comment and no mark.";
      bare.mark.focus();
    } else if (!marked.length) {
      said.textContent = "Not saved: no session is marked.";
    } else {
      const review = {
        review_version: "1.0",
        study: known.study,
        kind: known.kind,
        reviewer,
        saved_utc: new Date().toISOString(),
        sessions: marked.map((row) => ({
          ...known.sessions[row.place],
          mark: row.mark.value,
          comment: row.comment.value.trim(),
        })),
      };
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([JSON.stringify(review, null, 1) + "\n"], { type: "application/json" }));
      link.download = `review-${known.study}-${reviewer}.json`;
      link.click();
      URL.revokeObjectURL(link.href);
      unsaved = false;
      said.textContent = `${marked.length} marks saved in ${link.download}: report --review ${link.download} reads it.`;
    }
  };

  start.addEventListener("click", begin);
  code.addEventListener("change", fill);
  document.getElementById("review-save").addEventListener("click", save);
  window.addEventListener("beforeunload", (leaving) => {
    if (unsaved) leaving.preventDefault();
  });
  bar.hidden = false;
})();
