/**
 * {@code <snap-dock>} as host applications' pages load it: its modules joined into one file, its style sheets in it, its texts by language; each
 * compressed beforehand, under an address that names its content and so is kept for ever. What lies in the WAR is left as it is: Snapdock's own
 * pages load that, module by module.
 */
package io.snapdock.assets;
