/** The repository has the same file for a configuration of another name in a folder of the client. */
export function pathOf(tenantId: string, configName: string): string {
  return configName === "main" ? `config/tenants/${tenantId}.yaml` : `config/tenants/${tenantId}/${configName}.yaml`;
}

/** A run that is generated again finds the same branch, and so its pull request. */
export function branchOf(tenantId: string, configName: string): string {
  return `automation/${tenantId}/${configName}`;
}

/** The tenant and the configuration that a branch claims to be of. */
export function ofBranch(branch: string): { readonly tenantId: string; readonly configName: string } | undefined {
  const [, tenantId, configName] =
    /^automation\/([a-z0-9][a-z0-9_-]{0,62})\/([a-z0-9][a-z0-9_-]{0,62})$/.exec(branch) ?? [];
  return tenantId === undefined || configName === undefined ? undefined : { tenantId, configName };
}
