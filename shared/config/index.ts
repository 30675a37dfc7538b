export type TenantConfig = { readonly placeholder: never };
