# The permissions of one function that it shares with no other binding. `documents`, `secrets` and `blobs` of its `roles`
# in terraform/functions.json are granted here, the others on the resources themselves (../resource-access). Firestore and
# the tenants' secrets are no resources to grant on. Those two roles are granted on the project, with a condition that
# names the database or the secrets' prefix.

locals {
  may = { for role in ["documents", "secrets", "blobs"] : role => contains(var.roles, role) }
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

# secrets: reads those of tenants

resource "google_project_iam_member" "tenant_secrets" {
  count = local.may.secrets ? 1 : 0

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
