/** `<snap-dock>` in the JSX of React 19, which sets properties of elements and listens to their events: `import type {} from './snap-dock-react'` in one file. */

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { SnapDock, SnapDockEventMap } from './snap-dock.js';

type Handlers = {
  [Type in keyof SnapDockEventMap as `on${Type}`]?: (event: SnapDockEventMap[Type] & { readonly currentTarget: SnapDock }) => void;
};

export interface SnapDockAttributes extends DetailedHTMLProps<HTMLAttributes<SnapDock>, SnapDock>, Handlers {
  name?: string;
  required?: boolean;
  min?: number;
  max?: number;
  disabled?: boolean;
  readonly?: boolean;
  busy?: 'wait' | 'block' | 'ignore';
  reset?: 'keep' | 'remove';
  for?: string;
  /** Some of `phone file drop paste`. */
  sources?: string;
  collapsed?: boolean;
  session?: string;
  dock?: string;
  token?: string;
  getSession?: SnapDock['getSession'];
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'snap-dock': SnapDockAttributes;
    }
  }
}
