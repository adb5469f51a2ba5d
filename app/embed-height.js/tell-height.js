// Tells the page around this frame how high it is, and nothing else: any page may hear that.
(() => {
  const tell = () => parent.postMessage({ height: document.documentElement.offsetHeight }, '*');
  if (parent !== window) new ResizeObserver(tell).observe(document.documentElement);
})();
