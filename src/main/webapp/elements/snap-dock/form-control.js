/** @type {WeakMap<FormControl, ElementInternals>} */
const internals = new WeakMap();

/** For the element itself. @param {FormControl} control */
export const internalsOf = (control) => /** @type {ElementInternals} */ (internals.get(control));

/** What every control of a form has, in the words of the HTML standard for its own (4.10.18.3 and 4.10.20.3). */
export class FormControl extends HTMLElement {
  static formAssociated = true;

  constructor() {
    super();
    internals.set(this, this.attachInternals());
    this.addEventListener('invalid', () => this.#becomeFocusable());
  }

  get form() {
    return internalsOf(this).form;
  }

  get labels() {
    return internalsOf(this).labels;
  }

  get name() {
    return this.getAttribute('name') ?? '';
  }

  set name(name) {
    this.setAttribute('name', name);
  }

  get type() {
    return this.localName;
  }

  get validity() {
    return internalsOf(this).validity;
  }

  get validationMessage() {
    return internalsOf(this).validationMessage;
  }

  get willValidate() {
    return internalsOf(this).willValidate;
  }

  checkValidity() {
    return internalsOf(this).checkValidity();
  }

  reportValidity() {
    return internalsOf(this).reportValidity();
  }

  /**
   * The browser shows what is wrong with a control only where it can put the focus. For always that would be one more stop of the
   * Tab key, and a negative `tabindex` would take all within out of its way.
   */
  #becomeFocusable() {
    if (this.hasAttribute('tabindex')) {
      return;
    }
    this.tabIndex = 0;
    const end = () => this.removeAttribute('tabindex');
    setTimeout(() => (this.matches(':focus') && !this.shadowRoot?.activeElement ? this.addEventListener('blur', end, { once: true }) : end()));
  }
}
