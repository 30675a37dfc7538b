variable "project_id" {
  description = "The project that holds the resources."
  type        = string
}

variable "project_number" {
  description = "The same project's number."
  type        = string
}

variable "service_account" {
  description = "Output `service_account` of the function module."
  type = object({
    email  = string
    member = string
    name   = string
  })
}

variable "roles" {
  description = "The roles in terraform/functions.json: documents, bus, scheduler, keys, secrets, blobs."
  type        = list(string)

  validation {
    condition     = alltrue([for role in var.roles : contains(["documents", "bus", "scheduler", "keys", "secrets", "blobs"], role)])
    error_message = "Roles are: documents, bus, scheduler, keys, secrets, blobs."
  }
}

variable "is_traced" {
  description = "Whether the function sends spans to Cloud Trace."
  type        = bool
}

variable "resources" {
  description = "The resources that roles are granted on. Maps go from a name known at planning time to the resource's id."
  type = object({
    database             = string
    tenant_secret_prefix = string
    buckets              = map(string)
  })
}
