/**
 * What `snap:dock` of Jakarta Faces needs in the browser: it loads the element's module, and makes `faces.ajax.request` of the element's
 * events. Classic, as Faces writes plain script tags; and looking at the document, as Faces puts parts of a page anew at any time.
 */
(() => {
  const wired = new WeakSet();

  /** A function by its name, such as `shop.onPhotos`. @param {string | undefined} name */
  const named = (name) => name?.split('.').reduce((found, part) => found?.[part], window);

  /** @param {HTMLElement} dock @param {any} ajax of `AjaxData` */
  const ask = (dock, ajax, event) => {
    const input = document.getElementById(dock.getAttribute('for'));
    const { event: name, onevent, onerror, ...options } = ajax;
    // By the input: Faces gives a name to a source that has none, and the form would send the ticket twice.
    faces.ajax.request(input, event, { ...options, onevent: named(onevent), onerror: named(onerror), 'jakarta.faces.behavior.event': name });
  };

  /** @param {HTMLElement} dock */
  const wire = (dock) => {
    wired.add(dock);
    void import(dock.dataset.module);
    for (const ajax of JSON.parse(dock.dataset.ajax ?? '[]')) {
      dock.addEventListener(ajax.event, (event) => event.target === dock && ask(dock, ajax, event));
    }
  };

  const wireAll = () => document.querySelectorAll('snap-dock[data-module]').forEach((dock) => wired.has(dock) || wire(dock));

  new MutationObserver(wireAll).observe(document, { childList: true, subtree: true });
  wireAll();
})();
