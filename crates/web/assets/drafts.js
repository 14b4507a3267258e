// Saves the draft of each form while it is typed. Without it every button of the form saves.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const told = form.querySelector("[data-draft-told]");
  if (!told) continue;
  let timer = 0;
  let saving = null;
  let unsaved = false;
  let leaving = false;

  const say = (text, alarm) => {
    told.textContent = text;
    told.classList.toggle("wrong", alarm);
  };

  const send = async (last) => {
    const body = new URLSearchParams(new FormData(form));
    body.set("doe", "bewaren");
    unsaved = false;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, keepalive: last, headers: { Accept: "application/json" },
      });
      if (answer.redirected) throw new Error(form.dataset.signedOut);
      const { rev, said } = await answer.json();
      if (!answer.ok) throw new Error(said);
      form.elements.concept.value = rev;
      // A page that is asked for again, or comes back after a crash, is the one with the draft.
      if (form.dataset.draftAt) history.replaceState(null, "", form.dataset.draftAt);
      say(said, false);
    } catch (failure) {
      unsaved = true;
      say(failure instanceof TypeError || failure instanceof SyntaxError ? form.dataset.failed : failure.message, true);
      timer = setTimeout(save, 10000);
    }
  };

  const save = async (last = false) => {
    clearTimeout(timer);
    if (saving) await saving;
    if (!unsaved || leaving) return;
    saving = send(last).finally(() => { saving = null; });
    await saving;
  };

  form.addEventListener("input", () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, 1000);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (saving) {
      // The button waits for what is being saved, or the two would overtake each other.
      event.preventDefault();
      saving.finally(() => form.requestSubmit(event.submitter));
      return;
    }
    leaving = true;
  });
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  addEventListener("pagehide", () => save(true));
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("beforeunload", (event) => { if (unsaved && !leaving && told.classList.contains("wrong")) event.preventDefault(); });
}
