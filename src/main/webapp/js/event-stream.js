import { connectionFor } from './joint-stream.js';
import { SharedStream } from './shared-stream.js';

/**
 * A Server-Sent Events reader that survives what `EventSource` does not: any HTTP status, silent connections, frozen
 * pages; that can send a bearer key; and that needs one connection for all tabs of a browser, because HTTP/1.1 has six for
 * the whole site.
 *
 * @typedef {{name: 'connecting'} | {name: 'live'} | {name: 'retrying', at: number, isSilent?: boolean} | {name: 'closed', reason: string}} StreamState
 * `at` is the `Date.now()` of the next try; `isSilent`: the server has stopped to answer anything.
 *
 * @typedef {object} StreamOptions
 * @property {Record<string, string> | (() => Record<string, string>)} [headers] sent with every connection, for example `Authorization`
 * @property {(event: import('./sse-parser.js').StreamBlock) => void} onEvent
 * @property {(state: StreamState) => void} onState
 * @property {string[]} [endsOn] event types after which the stream is closed for good
 * @property {(response: Response) => Promise<boolean>} [isGone] whether this refusal is final, for everybody
 * @property {(response: Response) => Promise<boolean>} [isRefused] whether it is final for this page; another tab may be let in
 * @property {string} [lastEventId] where to begin
 * @property {(signal: AbortSignal) => Promise<unknown>} [probe] a light call, to find out whether a silent server is there; rejects when it is not
 * @property {(connection: string) => void} [goodbye] tells the server that this connection has ended; called while the page goes
 * @property {() => number} [random]
 *
 * @typedef {object} EventStream
 * @property {StreamState} state
 * @property {(reason?: string) => void} close
 * @property {() => void} retryNow ends a pause between two tries
 */

/**
 * @param {string} url
 * @param {StreamOptions & import('./lone-stream.js').Watchers & {shareAs?: string, snapshot?: string, part?: import('./joint-stream.js').Part}} options
 * `shareAs` says as whom the stream is read: tabs that read the same address as the same one share a connection. It is no
 * secret. Without it, and where the browser lacks what sharing takes (on http addresses other than localhost), each tab
 * has its own. `snapshot` is the type of the event that replaces all before it, for streams that begin with one.
 * `part` lets it go over the connection that several docks have together.
 * Only a stream that is not shared has watchers.
 * @returns {EventStream}
 */
export function openEventStream(url, options) {
  const canShare = options.shareAs !== undefined && 'locks' in navigator && 'BroadcastChannel' in window;
  const stream = canShare ? new SharedStream(url, options) : connectionFor(url, options);
  stream.open();
  return stream;
}
