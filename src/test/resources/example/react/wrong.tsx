import './snap-dock-react.js';

const dock = document.querySelector('snap-dock');

/** Each line with a mark at its end is one that the compiler refuses. */
export const wrong = [
  dock?.value.toFixed(), // wrong
  dock?.addEventListener('snap-photo', ({ detail }) => detail.photos), // wrong
  <snap-dock busy="later" />, // wrong
  <snap-dock onchange={({ currentTarget }) => currentTarget.checked} />, // wrong
  <snap-dock max={2} collapsed={true} getSession={async () => null} />,
  dock?.addEventListener('snap-photo', ({ detail }) => detail.photo.bytes),
];
