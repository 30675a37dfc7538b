variable "project_id" {
  description = "The project that contains everything."
  type        = string
}

variable "project_number" {
  description = "The same project's number: gcloud projects describe PROJECT --format='value(projectNumber)'."
  type        = string
}

variable "regions" {
  description = "Regions of the functions, behind one load balancer. The first holds images and builds."
  type        = list(string)
  default     = ["asia-south1"]
}

variable "home_region" {
  description = "The region that handles events; null for the first one. See docs/runbooks/region-down.md."
  type        = string
  default     = null
}

variable "deployment_shape" {
  description = "step: each step is a function of its own. engine: one service per engine serves all of its steps."
  type        = string
  default     = "step"
}

variable "firestore_location" {
  description = "A region, or nam5 or eur3 for several regions. It cannot be changed later."
  type        = string
  default     = "asia-south1"
}

variable "blobs_location" {
  description = "A region or multi-region of Cloud Storage. It cannot be changed later."
  type        = string
  default     = "asia-south1"
}

variable "key_location" {
  description = "A region of Cloud KMS, or asia, europe or us for several regions. It cannot be changed later."
  type        = string
  default     = "asia-south1"
}

variable "domain" {
  description = "The domain of the product; empty for a nip.io domain derived from the address."
  type        = string
  default     = ""
}

variable "release_object" {
  description = "The archive to deploy, in the bucket PROJECT-releases. The pipeline sets it: functions-COMMIT.zip."
  type        = string
}

variable "voice_image" {
  description = "Image of the voice runner; empty for none. The pipeline sets it."
  type        = string
  default     = ""
}

variable "alert_emails" {
  description = "Recipients of alerts and of the budget notifications."
  type        = list(string)
}

variable "runbooks_url" {
  description = "URL of docs/runbooks in your repository."
  type        = string
}

variable "billing_account" {
  description = "The billing account's id, for a budget; empty for none."
  type        = string
  default     = ""
}

variable "monthly_budget" {
  description = "The monthly budget, in whole units of the billing account's currency."
  type = object({
    currency = string
    units    = number
  })
  default = { currency = "USD", units = 300 }
}

variable "github_repository" {
  description = "owner/name of the repository whose workflows may deploy; empty for none."
  type        = string
  default     = ""
}

variable "cloud_build_repository" {
  description = "The repository connected to Cloud Build, for triggers: projects/P/locations/R/connections/C/repositories/N. Empty for none."
  type        = string
  default     = ""
}

variable "isolated_tenants" {
  description = "Tenants with their own key, queue and request limit, by id. An empty object uses the defaults."
  type = map(object({
    requests_per_minute       = optional(number, 1000)
    max_dispatches_per_second = optional(number, 50)
    max_concurrent_dispatches = optional(number, 100)
    key_protection_level      = optional(string, "SOFTWARE")
    key_rotation_period       = optional(string, "7776000s")
  }))
  default = {}
}

variable "limits" {
  description = "Requests per minute: for an API key or token, for an IP address without either, for an IP address that loads the web chat, and for a webhook's sender."
  type = object({
    requests_per_key_per_minute = optional(number, 1000)
    anonymous_per_minute        = optional(number, 300)
    widget_per_minute           = optional(number, 3000)
    webhooks_per_minute         = optional(number, 6000)
  })
  default = {}
}

variable "openai_compatible" {
  description = "The endpoint of models named openai_compatible/NAME: the address before /chat/completions, and whether it takes a key (the secret OPENAI_COMPATIBLE_API_KEY). Null for none."
  type = object({
    url     = string
    has_key = optional(bool, true)
  })
  default = null
}

variable "extra_environment" {
  description = "Additional environment variables for every function, such as JWT_ISSUER or OTEL_EXPORTER_OTLP_ENDPOINT."
  type        = map(string)
  default     = {}
}

variable "public_invocation" {
  description = "all_users: the public is granted invocation. unchecked: nobody is, and the pipeline turns the check off, for organisations that forbid grants to allUsers (terraform/README.md)."
  type        = string
  default     = "all_users"
}
