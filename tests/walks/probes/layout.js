// Returns the layout faults below `root` at the present width, as "kind: element: detail"; what a selector sets
// `apart` is another's.
(root, apart) => {
  const MIN_WORDS = 8, NARROW = 16, WIDE = 45; // em of the paragraph's own font
  const SLACK = 2; // px, rounding of the browser
  // A fact's cell is a cell, though of a list.
  const LEFT_OUT = "figcaption, caption, td, th, .facts, .help, .w-field__help, .help-block";
  const HIDDEN = ".vh, .w-sr-only, .visually-hidden, .visuallyhidden";
  const CONTROLS = "input:not([type=hidden]), select, textarea, button, .btn, .button";
  const faults = new Set();

  const name = (element) => {
    const classes = [...element.classList].map((one) => `.${one}`).join("");
    return element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "") + classes;
  };
  const path = (element) => {
    const parts = [];
    for (let one = element; one && one !== document.body && parts.length < 4; one = one.parentElement)
      parts.unshift(name(one));
    return parts.join(">");
  };
  const report = (kind, element, detail) =>
    faults.add(`${kind}: ${path(element)}: ${detail.replace(/\s+/g, " ").trim().slice(0, 90)}`);

  // A link that waits off the page for the keyboard is no fault.
  const waiting = (element) => element.closest(".skip, .skiplink, [data-skip-link]");
  const seen = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.closest(HIDDEN) && !(apart && element.closest(apart)) && !waiting(element) && !element.closest("svg, option, select, noscript");

  const lines = (range) => [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  const linesOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return lines(range);
  };
  const tops = (boxes) => new Set(boxes.map((box) => Math.round(box.bottom / 4)));

  // The box in which an element's text may lie, by what its ancestors cut off.
  const cutters = (element) => {
    const found = [];
    let x = true, y = true;
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.position === "fixed") break;
      const cutsX = x && /hidden|clip/.test(style.overflowX), cutsY = y && /hidden|clip/.test(style.overflowY);
      if (cutsX || cutsY) found.push([one.getBoundingClientRect(), cutsX, cutsY]);
      if (/auto|scroll/.test(style.overflowX)) x = false;
      if (/auto|scroll/.test(style.overflowY)) y = false;
    }
    return [found, x];
  };

  const texts = []; // {element, node, boxes}
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || !seen(node.parentElement)) continue;
    const boxes = linesOf(node);
    if (boxes.length) texts.push({ element: node.parentElement, node, boxes });
  }

  // 1. Running paragraphs: neither a column of single words nor a line as long as the window.
  for (const element of root.querySelectorAll("p, li, dd, blockquote, div")) {
    if (!seen(element) || element.closest(LEFT_OUT)) continue;
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const blocks = [...element.children].some((one) => !/^(inline|contents)/.test(getComputedStyle(one).display));
    if (!own.length || blocks || element.innerText.trim().split(/\s+/).length < MIN_WORDS) continue;
    const style = getComputedStyle(element), em = parseFloat(style.fontSize), boxes = linesOf(element);
    if (!boxes.length) continue;
    const inner = element.clientWidth
      ? element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
      : element.getBoundingClientRect().width;
    const rows = new Map();
    for (const box of boxes) {
      const row = [...rows.keys()].find((top) => Math.abs(top - box.bottom) < em * 0.6) ?? box.bottom;
      const [left, right] = rows.get(row) ?? [Infinity, -Infinity];
      rows.set(row, [Math.min(left, box.left), Math.max(right, box.right)]);
    }
    const widest = Math.max(...[...rows.values()].map(([left, right]) => right - left));
    if (rows.size > 1 && Math.max(inner, widest) < NARROW * em)
      report("narrow", element, `${(inner / em).toFixed(1)} em: ${element.innerText}`);
    if (widest > WIDE * em) report("wide", element, `${(widest / em).toFixed(1)} em: ${element.innerText}`);
  }

  // 2. Nothing cut off, by a box or by the window.
  for (const { element, node, boxes } of texts) {
    const [found, inWindow] = cutters(element);
    for (const box of boxes) {
      const depth = box.height / 4; // a line's box is higher than its letters
      const cut = found.some(
        ([outer, x, y]) =>
          (x && (box.left < outer.left - SLACK || box.right > outer.right + SLACK)) ||
          (y && (box.top + depth < outer.top - SLACK || box.bottom - depth > outer.bottom + SLACK)),
      );
      const out = inWindow && (box.left < -SLACK || box.right > innerWidth + SLACK);
      if (cut || out) report("cut", element, node.data);
    }
  }

  // 3. Nothing overlapping: neither text on other text or on a control, nor something opaque on text.
  const shrunk = (box) => {
    const by = box.height * 0.25;
    return { left: box.left + SLACK, right: box.right - SLACK, top: box.top + by, bottom: box.bottom - by };
  };
  const boxes = texts.flatMap(({ element, node, boxes }) =>
    boxes.map((box) => ({ element, detail: node.data, box: shrunk(box) })));
  for (const control of root.querySelectorAll(CONTROLS))
    if (seen(control) && control.getBoundingClientRect().width > 2)
      boxes.push({ element: control, detail: name(control), box: shrunk(control.getBoundingClientRect()) });
  boxes.sort((one, other) => one.box.top - other.box.top);
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length && boxes[j].box.top < boxes[i].box.bottom; j++) {
      const [one, other] = [boxes[i], boxes[j]];
      const apart = one.box.right <= other.box.left || other.box.right <= one.box.left;
      if (apart || one.element.contains(other.element) || other.element.contains(one.element)) continue;
      report("overlap", one.element, `${one.detail} | ${other.detail}`);
    }
  const opaque = (element) => {
    const style = getComputedStyle(element);
    const color = style.backgroundColor.match(/[\d.]+/g) ?? [];
    if (/fixed|sticky/.test(style.position)) return false; // what floats is scrolled from under it
    return /^(IMG|VIDEO|CANVAS|IFRAME|SVG)$/i.test(element.tagName) || (style.backgroundColor !== "rgba(0, 0, 0, 0)" && color[3] !== "0");
  };
  for (const { element, node, boxes } of texts)
    for (const box of boxes) {
      const stack = document.elementsFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      const own = stack.findIndex((one) => one.contains(element));
      if (stack.slice(0, Math.max(own, 0)).some((one) => root.contains(one) && seen(one) && opaque(one))) report("covered", element, node.data);
    }

  // 4. No word broken where a wider box is free; behind a hyphen it may be. Addresses may break anywhere.
  const wider = (root.querySelector("main") ?? root).getBoundingClientRect().width;
  const rowOf = (node, index) => {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    return lines(range).at(-1)?.bottom; // the hyphen that is drawn before a letter comes first
  };
  for (const { element, node, boxes } of texts) {
    if (tops(boxes).size < 2 || element.closest("code, textarea")) continue;
    for (const word of node.data.matchAll(/\S{4,}/g)) {
      if (/[@:_]\S|\w\.\w|\/\S*\//.test(word[0])) continue;
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const parts = lines(range);
      if (tops(parts).size < 2 || parts.reduce((sum, box) => sum + box.width, 0) > wider) continue;
      let before;
      for (let index = 0; index < word[0].length; index++) {
        const row = rowOf(node, word.index + index);
        const hyphen = /[\u00ad\u200b\u2010-\u2015\/…-]/.test(word[0][index - 1] ?? "-");
        if (!hyphen && row - before > 4) report("broken", element, word[0]);
        before = row ?? before;
      }
    }
  }

  // 5. No horizontal scrolling.
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 0) report("scrolls", document.documentElement, `${over} px too wide`);
  return [...faults];
}
