# The permissions of one function. Each of its `roles` in terraform/functions.json becomes roles on single resources.
# Firestore and the tenants' secrets are no resources to grant on from here. Those two roles are granted on the project,
# with a condition that names the database or the secrets' prefix.

locals {
  may = { for role in ["documents", "bus", "scheduler", "keys", "blobs"] : role => contains(var.roles, role) }
}

# documents

resource "google_project_iam_member" "documents" {
  count = local.may.documents ? 1 : 0

  project = var.project_id
  role    = "roles/datastore.user"
  member  = var.service_account.member

  condition {
    title      = "database-${var.resources.database == "(default)" ? "default" : var.resources.database}"
    expression = "resource.name == 'projects/${var.project_id}/databases/${var.resources.database}'"
  }
}

# bus

resource "google_pubsub_topic_iam_member" "bus" {
  for_each = { for name, id in var.resources.topics : name => id if local.may.bus }

  project = var.project_id
  topic   = each.value
  role    = "roles/pubsub.publisher"
  member  = var.service_account.member
}

# scheduler: creates and deletes tasks, and lets Cloud Tasks act as the account that delivers them

resource "google_cloud_tasks_queue_iam_member" "scheduler" {
  for_each = {
    for pair in setproduct(keys(var.resources.queues), ["roles/cloudtasks.enqueuer", "roles/cloudtasks.taskDeleter"]) :
    "${pair[0]}/${pair[1]}" => { queue = var.resources.queues[pair[0]], role = pair[1] } if local.may.scheduler
  }

  project  = var.project_id
  location = each.value.queue.location
  name     = each.value.queue.name
  role     = each.value.role
  member   = var.service_account.member
}

resource "google_service_account_iam_member" "scheduler_acts_as_caller" {
  count = local.may.scheduler ? 1 : 0

  service_account_id = var.resources.caller_account
  role               = "roles/iam.serviceAccountUser"
  member             = var.service_account.member
}

# keys

resource "google_kms_crypto_key_iam_member" "keys" {
  for_each = { for name, id in var.resources.tenant_keys : name => id if local.may.keys }

  crypto_key_id = each.value
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = var.service_account.member
}

resource "google_project_iam_member" "tenant_secrets" {
  count = local.may.keys ? 1 : 0

  project = var.project_id
  role    = "roles/secretmanager.secretAccessor"
  member  = var.service_account.member

  condition {
    title = "tenant-secrets-only"
    # Conditions identify a secret by the project's number.
    expression = "resource.name.startsWith('projects/${var.project_number}/secrets/${var.resources.tenant_secret_prefix}')"
  }
}

# traces: writes spans, and reads none

resource "google_project_iam_member" "traces" {
  count = var.is_traced ? 1 : 0

  project = var.project_id
  role    = "roles/telemetry.tracesWriter"
  member  = var.service_account.member
}

# blobs: reads and writes, and signs links with its own identity

resource "google_storage_bucket_iam_member" "blobs" {
  for_each = { for name, bucket in var.resources.buckets : name => bucket if local.may.blobs }

  bucket = each.value
  role   = "roles/storage.objectUser"
  member = var.service_account.member
}

resource "google_service_account_iam_member" "signs_links" {
  count = local.may.blobs ? 1 : 0

  service_account_id = var.service_account.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = var.service_account.member
}
