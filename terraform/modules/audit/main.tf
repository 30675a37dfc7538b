# Logs data access to the services that hold customers' data and its keys. The administrative log is always on. Document
# reads are excluded by default, because they would log every turn.

locals {
  logged = {
    "cloudkms.googleapis.com"      = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"]
    "secretmanager.googleapis.com" = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"]
    "iam.googleapis.com"           = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"]
    "storage.googleapis.com"       = ["ADMIN_READ", "DATA_WRITE"]
    # This service name also configures Firestore (cloud.google.com/firestore/docs/audit-logging).
    "datastore.googleapis.com" = var.log_document_access ? ["ADMIN_READ", "DATA_READ", "DATA_WRITE"] : ["ADMIN_READ"]
  }
}

resource "google_project_iam_audit_config" "this" {
  for_each = local.logged

  project = var.project_id
  service = each.key

  dynamic "audit_log_config" {
    for_each = each.value

    content { log_type = audit_log_config.value }
  }
}
