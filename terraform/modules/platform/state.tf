# Everything with state: documents, events, scheduled events, blobs, secrets and keys.

locals {
  firestore_key_locations = { nam5 = "us", nam7 = "us", eur3 = "europe" }
  customer_keys = var.customer_managed_keys == null ? {} : merge(
    {
      firestore = { location = lookup(local.firestore_key_locations, var.firestore_location, var.firestore_location), agent = "firestore" }
      pubsub    = { location = var.customer_managed_keys.pubsub_location, agent = "pubsub" }
      blobs     = { location = lower(var.blobs_location), agent = "storage" }
    },
    # A value is kept in each of these regions, or in any of Google's.
    { for region in length(var.secret_regions) == 0 ? ["global"] : var.secret_regions : "secrets-${region}" => { location = region, agent = "secretmanager" } },
  )
  customer_key_ids = merge(module.customer_keys[*].ids...)
}

module "customer_keys" {
  source = "../customer-keys"
  count  = var.customer_managed_keys == null ? 0 : 1

  project_id       = var.project_id
  project_number   = var.project_number
  pubsub_agent     = module.services.pubsub_agent
  keys             = local.customer_keys
  protection_level = var.key_protection_level
  labels           = local.labels

  depends_on = [module.services]
}

module "firestore" {
  source = "../firestore"

  project_id        = var.project_id
  location          = var.firestore_location
  delete_protection = var.delete_protection
  indexes_file      = var.indexes_file
  kms_key           = lookup(local.customer_key_ids, "firestore", null)

  depends_on = [module.services]
}

module "topics" {
  source = "../topics"

  project_id = var.project_id
  names      = local.manifest.topics
  regions    = var.regions
  kms_key    = lookup(local.customer_key_ids, "pubsub", null)
  labels     = local.labels

  depends_on = [module.services]
}

module "queue" {
  source   = "../queue"
  for_each = local.queues

  project_id = var.project_id
  regions    = var.regions
  settings   = each.value

  depends_on = [module.services]
}

module "buckets" {
  source = "../buckets"

  project_id        = var.project_id
  location          = var.blobs_location
  delete_protection = var.delete_protection
  kms_key           = lookup(local.customer_key_ids, "blobs", null)
  labels            = local.labels

  depends_on = [module.services]
}

module "secrets" {
  source = "../secrets"

  project_id = var.project_id
  names      = local.secret_names
  optional   = concat(local.optional_secrets, ["SMOKE_API_KEY"])
  regions    = var.secret_regions
  kms_keys   = { for name, key in local.customer_keys : key.location => local.customer_key_ids[name] if key.agent == "secretmanager" }
  labels     = local.labels

  depends_on = [module.services]
}

module "kms" {
  source = "../kms"

  project_id       = var.project_id
  location         = var.key_location
  protection_level = var.key_protection_level
  labels           = local.labels

  depends_on = [module.services]
}

module "isolated_tenant" {
  source   = "../tenant-isolation"
  for_each = var.isolated_tenants

  project_id = var.project_id
  regions    = var.regions
  key_ring   = module.kms.key_ring
  tenant_id  = each.key
  settings   = each.value

  depends_on = [module.services]
}
