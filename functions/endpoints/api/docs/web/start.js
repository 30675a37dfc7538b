// Opens Scalar's API reference with our OpenAPI document, in place of the index. It sends requests only to the API.
(() => {
  const { reference, description, server } = document.currentScript.dataset;
  const place = document.getElementById("reference");
  let isOpening = false;

  // The reference is a megabyte: it is loaded for an operation that somebody opens, or for a link to one.
  document.getElementById("open").addEventListener("click", open);
  addEventListener("hashchange", open);
  if (location.hash.length > 1) void open();

  async function open() {
    if (isOpening) return;
    isOpening = true;
    const said = document.getElementById("said");
    said.textContent = "Loading the reference…";
    try {
      const [api] = await Promise.all([fetch(description).then((response) => response.json()), load(reference)]);
      for (const methods of Object.values(api.paths))
        for (const operation of Object.values(methods)) operation.description = withPermission(operation);
      place.replaceChildren();
      globalThis.Scalar.createApiReference("#reference", {
        content: api,
        servers: [{ url: server }],
        authentication: { preferredSecurityScheme: "bearer" },
        withDefaultFonts: false,
        telemetry: false,
        agent: { disabled: true },
        hideClientButton: true,
        showDeveloperTools: "never",
        documentDownloadType: "none",
        operationTitleSource: "summary",
      });
    } catch (error) {
      isOpening = false;
      said.textContent = `The reference could not be loaded: ${error.message}. Try again.`;
    }
  }

  function load(source) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${source} did not load`));
      document.head.append(script);
    });
  }

  /** Adds the required permission to the description, because Scalar does not show it. */
  function withPermission({ description = "", "x-permission": permission, "x-roles": roles }) {
    return `${description}\n\nRequires \`${permission}\`: ${roles.join(", ")}.`.trim();
  }
})();
