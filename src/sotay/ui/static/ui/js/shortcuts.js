// Keys and menus: Ctrl+K goes to the search box, Escape and a click elsewhere close an open menu.
(() => {
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open], details.rail-more[open]")) {
      if (menu !== except) menu.removeAttribute("open");
    }
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      const search = document.getElementById("search");
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open], details.rail-more[open]");
      if (!open) return;
      const held = open.contains(document.activeElement);
      closeMenus();
      if (held) open.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu, details.rail-more")));

  const fitFolds = (root) => {
    for (const fold of root.querySelectorAll("details[data-fold-narrow]")) {
      const narrow = window.matchMedia(`(max-width: ${fold.dataset.foldNarrow || 1100}px)`);
      const fit = () => { fold.open = !narrow.matches; };
      fit();
      narrow.addEventListener("change", fit);
    }
  };
  fitFolds(document);
  document.addEventListener("htmx:afterSwap", (event) => fitFolds(event.detail.elt ?? document));
})();
