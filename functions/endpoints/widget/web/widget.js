// The chat of a web page: <script src="https://HOST/widget.js" data-client="client_123" async></script>
// Optional: data-proactive-after="20" (seconds), data-lang="ur", data-position="left".
(() => {
  const { src, dataset } = document.currentScript;
  const at = new URL("/widget/app/__VERSION__/main.js", src);
  const page = { ...dataset, host: at.origin };
  import(at).then(({ start }) => start(page)).catch((error) => console.error("The chat could not be loaded.", error));
})();
