// Opens Scalar's API reference with our OpenAPI document. It sends requests only to the API.
(() => {
  const { description, server } = document.currentScript.dataset;

  fetch(description)
    .then((response) => response.json())
    .then((api) => {
      for (const methods of Object.values(api.paths))
        for (const operation of Object.values(methods)) operation.description = withPermission(operation);
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
    })
    .catch((error) => {
      document.getElementById("reference").textContent = `The reference could not be loaded: ${error.message}`;
    });

  /** Adds the required permission to the description, because Scalar does not show it. */
  function withPermission({ description = "", "x-permission": permission, "x-roles": roles }) {
    return `${description}\n\nRequires \`${permission}\`: ${roles.join(", ")}.`.trim();
  }
})();
