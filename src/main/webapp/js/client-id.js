/**
 * A name for one photo that is the same in every try to send it. 128 random bits; `crypto.randomUUID` is missing
 * outside secure contexts, and phones in a LAN come without TLS.
 *
 * @returns {string} 32 hexadecimal digits
 */
export function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
