// What a person sees wrong on a page: it is wider than the screen, she loses where she is, or she cannot hit it.
// Answers sentences; none where all is well.
const wrong = [];
const LIMIT = 24;

const named = (element) => {
  const words = (element.getAttribute("aria-label") || element.innerText || element.getAttribute("name") || "").trim();
  return `${element.tagName.toLowerCase()} "${words.replace(/\s+/g, " ").slice(0, 40)}"`;
};
const shown = (element) =>
  element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && element.getClientRects().length > 0;

const page = document.documentElement;
if (page.scrollWidth > page.clientWidth) {
  const scrolls = (element) => {
    for (let e = element.parentElement; e; e = e.parentElement) {
      if (getComputedStyle(e).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > page.clientWidth + 1 && shown(element) && !scrolls(element),
  );
  const most = wide.slice(-3).map(named).join(", ");
  wrong.push(`the page is ${page.scrollWidth} wide on a screen of ${page.clientWidth}: ${most}`);
}

const WITHIN = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])";
const reached = [...document.querySelectorAll(WITHIN)].filter((element) => !element.disabled && shown(element));

// What can be hit is at least 24 by 24 pixels; a link within a sentence is as high as its line.
const inSentence = (element) =>
  getComputedStyle(element).display === "inline" &&
  [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
for (const element of reached.filter((one) => !one.matches("[tabindex]:not(a, button, input, select, textarea, summary)"))) {
  const target = element.closest("label") || element;
  const box = target.getBoundingClientRect();
  if (element.classList.contains("skip") || inSentence(element)) continue;
  if (box.width < LIMIT || box.height < LIMIT) {
    wrong.push(`too small to hit, ${box.width.toFixed(1)} by ${box.height.toFixed(1)}: ${named(element)}`);
  }
}

// Where the keyboard is can be seen: something about the element changes when it gets there.
const look = (element) => {
  const parts = [element, ...element.querySelectorAll("svg *, rect, circle, path, text")].slice(0, 12);
  return parts
    .map((part) => {
      const style = getComputedStyle(part);
      const ring = style.outlineStyle === "none" || style.outlineWidth === "0px" ? "" : style.outline;
      return [ring, style.boxShadow, style.stroke, style.strokeWidth, style.opacity].join("|");
    })
    .join(";");
};
document.activeElement?.blur();
for (const element of reached) {
  const before = look(element);
  element.focus({ focusVisible: true, preventScroll: true });
  if (document.activeElement !== element) {
    wrong.push(`cannot be reached with the keyboard: ${named(element)}`);
  } else if (look(element) === before) {
    wrong.push(`nothing shows that the keyboard is at ${named(element)}`);
  }
  element.blur();
}
return wrong;
