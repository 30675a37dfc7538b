# Everything with state: documents, events, scheduled events, blobs, secrets and keys.

module "firestore" {
  source = "../firestore"

  project_id        = var.project_id
  location          = var.firestore_location
  delete_protection = var.delete_protection
  indexes_file      = var.indexes_file

  depends_on = [module.services]
}

module "topics" {
  source = "../topics"

  project_id = var.project_id
  names      = local.manifest.topics
  regions    = var.regions
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
  labels            = local.labels

  depends_on = [module.services]
}

module "secrets" {
  source = "../secrets"

  project_id = var.project_id
  names      = local.secret_names
  optional   = concat(local.optional_secrets, ["SMOKE_API_KEY"])
  regions    = var.secret_regions
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
