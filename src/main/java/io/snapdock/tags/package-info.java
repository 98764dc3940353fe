/**
 * The jar {@code io.snapdock:snapdock:tags}, beside the host jar: tags for forms of Faces and of JSP.
 *
 * <p>Here lies what both share: which docks the pages of an HTTP session have shown, and the address at which their elements ask for tokens.
 *
 * <p>To show a dock is to permit it: what a page of this HTTP session has not shown to this user gets no token. Neither the API key nor a token is ever in markup.
 */
package io.snapdock.tags;
