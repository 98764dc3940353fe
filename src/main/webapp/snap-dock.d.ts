/** `<snap-dock>` for TypeScript. What it all means: elements/snap-dock/README.md. */

export interface SnapPhoto {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly width?: number;
  readonly height?: number;
  readonly sha256?: string;
  readonly receivedAt?: string;
  readonly takenAt?: string | null;
  readonly phoneId?: string;
  readonly thumbnail: boolean;
  /** Paths at Snapdock's origin. */
  readonly url?: string;
  readonly thumbnailUrl?: string;
  readonly previewUrl?: string;
}

export interface SnapUpload {
  readonly id: string;
  readonly name?: string;
  readonly bytes?: number | null;
  readonly received: number;
  readonly phoneId?: string;
  /** Why nothing comes. */
  readonly paused?: string | null;
}

export interface SnapSession {
  dock: string;
  token?: string;
}

export type SnapState = 'loading' | 'open' | 'failed' | 'ended';
export type SnapConnection = 'connecting' | 'live' | 'retrying' | 'closed';

export interface SnapDockEventMap {
  change: CustomEvent<null>;
  'snap-ready': CustomEvent<{ dock: string; photos: readonly SnapPhoto[] }>;
  'snap-phone': CustomEvent<{ id: string; name?: string; connected: boolean }>;
  'snap-photo': CustomEvent<{ photo: SnapPhoto }>;
  'snap-progress': CustomEvent<{ done: number; total: number; received: number; bytes: number }>;
  'snap-remove': CustomEvent<{ photo: SnapPhoto }>;
  'snap-removed': CustomEvent<{ id: string }>;
  'snap-order': CustomEvent<{ ids: readonly string[] }>;
  'snap-busy': CustomEvent<null>;
  'snap-idle': CustomEvent<null>;
  'snap-expiring': CustomEvent<{ expiresAt: Date }>;
  'snap-ended': CustomEvent<{ reason?: string }>;
  'snap-error': CustomEvent<{ code: string; detail?: string }>;
  'snap-state': CustomEvent<{ state: SnapState; connection: SnapConnection; headline: string }>;
}

export class SnapDock extends HTMLElement {
  static readonly formAssociated: true;
  name: string;
  dock: string;
  /** Write only: a key stands nowhere to be read. */
  set token(token: string);
  /** `null`: this person gets none. What it throws is passing, and it is asked again. */
  getSession: (() => Promise<SnapSession | null>) | undefined;
  readonly type: string;
  /** The ticket `dockId.version`; empty without photos. */
  readonly value: string;
  readonly form: HTMLFormElement | null;
  readonly labels: NodeList;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  readonly photos: readonly SnapPhoto[];
  readonly uploads: readonly SnapUpload[];
  readonly state: SnapState;
  readonly connection: SnapConnection;
  readonly headline: string;
  readonly expiresAt: Date | null;
  readonly busyMode: 'wait' | 'block' | 'ignore';
  checkValidity(): boolean;
  reportValidity(): boolean;
  setCustomValidity(message: string): void;
  whenIdle(): Promise<void>;
  removeAll(): Promise<void>;
  refresh(): Promise<void>;
  close(): Promise<void>;
  replace(): Promise<void>;
  reopen(): Promise<void>;
  addEventListener<K extends keyof SnapDockEventMap>(type: K, listener: (this: SnapDock, event: SnapDockEventMap[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof SnapDockEventMap>(type: K, listener: (this: SnapDock, event: SnapDockEventMap[K]) => void, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** A host's own words, by the keys of `i18n/en.json`. */
export function replaceTexts(own: Record<string, string | Record<string, string>>): void;

declare global {
  interface HTMLElementTagNameMap {
    'snap-dock': SnapDock;
  }
}
