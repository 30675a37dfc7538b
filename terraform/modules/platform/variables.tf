variable "environment" {
  description = "dev, staging or prod."
  type        = string
}

variable "project_id" {
  description = "The project everything is made in."
  type        = string
}

variable "project_number" {
  description = "The same project's number: gcloud projects describe PROJECT --format='value(projectNumber)'."
  type        = string

  validation {
    condition     = can(regex("^[0-9]+$", var.project_number))
    error_message = "project_number has digits only; it is not the project's id."
  }
}

variable "regions" {
  description = "Regions functions run in. The first holds images and builds."
  type        = list(string)

  validation {
    condition     = length(var.regions) > 0 && length(distinct(var.regions)) == length(var.regions)
    error_message = "Give at least one region, and none twice."
  }
}

variable "home_region" {
  description = "Where events and appointments are handled; null for the first region. Failing over is a change of this."
  type        = string
  default     = null

  validation {
    condition     = var.home_region == null || contains(var.regions, coalesce(var.home_region, "-"))
    error_message = "home_region has to be one of regions."
  }
}

variable "firestore_location" {
  description = "A region, or nam5 or eur3 for several. It cannot be changed later."
  type        = string
}

variable "blobs_location" {
  description = "A region or multi-region of Cloud Storage. It cannot be changed later."
  type        = string
}

variable "secret_regions" {
  description = "Where secrets are kept; empty lets Google choose. It cannot be changed later."
  type        = list(string)
  default     = []
}

variable "domain" {
  description = "The name the product is served under; empty for a nip.io name made from the address."
  type        = string
}

variable "release" {
  description = "The archive that npm run build made, in Cloud Storage."
  type = object({
    bucket = string
    object = string
  })
}

variable "canary" {
  description = "True leaves traffic to the pipeline; false gives every new revision all of it at once."
  type        = bool
}

variable "voice" {
  description = "The voice runner: its image (empty for none), size, and the secrets it reads."
  type = object({
    image    = optional(string, "")
    secrets  = optional(list(string), ["GEMINI_API_KEY", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"])
    settings = optional(any, {})
  })
  default = {}
}

variable "delete_protection" {
  description = "Refuses to delete the database, the voice runner, and a bucket that holds blobs."
  type        = bool
}

variable "isolated_tenants" {
  description = "Tenants with a key, a queue and a request limit of their own, by id."
  type = map(object({
    requests_per_minute       = optional(number, 1000)
    max_dispatches_per_second = optional(number, 50)
    max_concurrent_dispatches = optional(number, 100)
    key_protection_level      = optional(string, "SOFTWARE")
    key_rotation_period       = optional(string, "7776000s")
  }))
  default = {}
}

variable "key_location" {
  description = "A region of Cloud KMS, or asia, europe or us for several. It cannot be changed later."
  type        = string
}

variable "key_protection_level" {
  description = "SOFTWARE or HSM, for the key tenants share."
  type        = string
  default     = "SOFTWARE"
}

variable "limits" {
  description = "Requests a minute: for an API key or token, for an address without either, for one that loads the chat of a tenant's page, and for a webhook's sender."
  type = object({
    requests_per_key_per_minute = optional(number, 1000)
    anonymous_per_minute        = optional(number, 300)
    widget_per_minute           = optional(number, 3000)
    webhooks_per_minute         = optional(number, 6000)
  })
  default = {}
}

variable "firewall_preview" {
  description = "True only logs what Cloud Armor's firewall rules would refuse."
  type        = bool
  default     = false
}

variable "alert_emails" {
  description = "Who is told of alerts and of the budget."
  type        = list(string)
}

variable "runbooks_url" {
  description = "Where docs/runbooks can be read."
  type        = string
}

variable "goals" {
  description = "Objectives over 28 days; see the observability module."
  type        = any
  default     = {}
}

variable "thresholds" {
  description = "When a cause is worth a person's time; see the observability module."
  type        = any
  default     = {}
}

variable "log_level" {
  description = "Least level functions write: debug, info, warn or error."
  type        = string
  default     = "info"
}

variable "log_document_access" {
  description = "Logs every document read and written."
  type        = bool
  default     = false
}

variable "billing_account" {
  description = "The billing account's id; empty for no budget."
  type        = string
  default     = ""
}

variable "monthly_budget" {
  description = "What a month may cost, in whole units of the billing account's currency."
  type = object({
    currency = string
    units    = number
  })
  default = { currency = "USD", units = 500 }
}

variable "github_repository" {
  description = "owner/name of the repository whose workflows may deploy; empty for none."
  type        = string
  default     = ""
}

variable "delivery" {
  description = "Cloud Build triggers: the connected repository, whether a person approves, and the branch or tag. Null for none."
  type = object({
    repository        = string
    approval_required = bool
    branch            = optional(string)
    tag               = optional(string)
  })
  default = null
}

variable "extra_environment" {
  description = "More environment variables for every function, such as JWT_ISSUER or OTEL_EXPORTER_OTLP_ENDPOINT."
  type        = map(string)
  default     = {}
}

variable "manifest_file" {
  description = "Path of terraform/functions.json."
  type        = string
}

variable "indexes_file" {
  description = "Path of firestore.indexes.json."
  type        = string
}
