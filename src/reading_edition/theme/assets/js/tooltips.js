// Tooltips: a cross-reference shows a summary of its target on hover, on focus and on the first tap.
// The tooltips are in the page. Without this script, a link only leads to its target.
if (HTMLElement.prototype.showPopover) {
  const OPENS_AFTER = 300; // ms of rest on a link; sources, which are small and close together, open sooner
  const SOURCE_OPENS_AFTER = 150;
  const CLOSES_AFTER = 300; // ms for the pointer to cross into the tooltip
  const MARGIN = 8; // px kept free at the window's edges
  const GAP = 6; // px between the words and the tooltip

  let link = null; // the cross-reference whose tooltip is open
  let tooltip = null;
  let timer = 0;

  const delayOf = (reference) => (reference.matches(".ref-source") ? SOURCE_OPENS_AFTER : OPENS_AFTER);
  // Scrolling moves links under a resting pointer, so only a pointer that moved opens a tooltip.
  let [lastX, lastY] = [-1, -1];
  const hasMoved = ({ screenX, screenY }) => screenX !== lastX || screenY !== lastY;
  document.addEventListener("pointermove", ({ screenX, screenY }) => { [lastX, lastY] = [screenX, screenY]; }, { passive: true });
  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  // Moves the tooltip below the link if there is room, else above; keeps it inside the window, scrollable if too tall.
  const moveTo = (event) => {
    const boxes = [...link.getClientRects()];
    const words = boxes.find((box) => event && event.clientY >= box.top && event.clientY <= box.bottom) || boxes[0];
    const { clientWidth: width, clientHeight: height } = document.documentElement; // innerWidth grows in a page zoomed out
    const below = height - words.bottom - GAP - MARGIN;
    const above = words.top - GAP - MARGIN;
    const { style } = tooltip;
    style.maxHeight = "";
    style.maxWidth = `${width - 2 * MARGIN}px`;
    const size = tooltip.getBoundingClientRect();
    const fits = size.height <= below || below >= above;
    const room = Math.max(fits ? below : above, 0);
    style.maxHeight = `${room}px`;
    const top = fits ? words.bottom + GAP : words.top - GAP - Math.min(size.height, room);
    const left = Math.min(Math.max(words.left, MARGIN), width - size.width - MARGIN);
    style.left = `${Math.max(left, MARGIN) + scrollX}px`;
    style.top = `${top + scrollY}px`;
  };

  const close = () => {
    clearTimeout(timer);
    if (tooltip?.matches(":popover-open")) tooltip.hidePopover();
    link = tooltip = null;
  };

  const open = (reference, event) => {
    clearTimeout(timer);
    if (reference === link) return;
    close();
    const found = document.getElementById(reference.getAttribute("aria-describedby"));
    if (!found) return;
    link = reference;
    tooltip = found;
    tooltip.showPopover();
    moveTo(event);
  };

  const isInside = ({ target }) => target instanceof Node && (tooltip?.contains(target) || link?.contains(target));

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const reference = closest(event, "a.ref");
    if (isInside(event)) clearTimeout(timer);
    else if (reference && hasMoved(event)) later(() => open(reference, event), link ? CLOSES_AFTER : delayOf(reference));
    else if (link) later(close, CLOSES_AFTER);
    else clearTimeout(timer);
  });
  document.addEventListener("pointerleave", () => link && later(close, CLOSES_AFTER));

  document.addEventListener("focusin", (event) => {
    const reference = closest(event, "a.ref");
    if (!isInside(event)) close();
    if (reference?.matches(":focus-visible")) open(reference); // focus by keyboard, not by pointer
  });

  document.addEventListener("pointerdown", (event) => {
    if (!isInside(event)) close();
  });
  document.addEventListener("click", (event) => {
    const reference = closest(event, "a.ref");
    if (reference && event.pointerType === "touch" && reference !== link) {
      event.preventDefault(); // the second tap, or the link in the tooltip, leads to the target
      open(reference, event);
    } else if (closest(event, "a")) {
      close();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && link) {
      event.stopPropagation();
      close();
    }
  }, true);
  addEventListener("resize", close);
  addEventListener("pagehide", close);

  for (const box of findAll(".tooltips")) {
    for (const each of box.children) each.popover = "manual";
    box.classList.add("ready");
  }
}
