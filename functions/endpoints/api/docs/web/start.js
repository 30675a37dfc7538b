// Opens Scalar's API reference on our own description. Nothing is sent anywhere but to the API.
(() => {
  const { description, server } = document.currentScript.dataset;

  fetch(description)
    .then((response) => response.json())
    .then((api) => {
      for (const methods of Object.values(api.paths))
        for (const operation of Object.values(methods)) operation.description = needs(operation);
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

  /** The permission that an operation needs, which Scalar does not show by itself. */
  function needs({ description = "", "x-permission": permission, "x-roles": roles }) {
    return `${description}\n\nNeeds \`${permission}\`: ${roles.join(", ")}.`.trim();
  }
})();
