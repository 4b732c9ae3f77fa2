/** The way to a page of Stripe's: this window goes there, and comes back by itself. */
export const goTo = (url: string): void => {
  window.location.assign(url);
};
