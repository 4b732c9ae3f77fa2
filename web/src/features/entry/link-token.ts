/** The token of a letter's link: it stands behind the #, which no server is sent. */
export const linkToken = (): string => decodeURIComponent(window.location.hash.slice(1));
