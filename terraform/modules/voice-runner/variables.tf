variable "project_id" {
  description = "The project of the service."
  type        = string
}

variable "project_number" {
  description = "The same project's number; part of the service's Cloud Run URL."
  type        = string
}

variable "regions" {
  description = "Each region has a worker; LiveKit gives a job to the nearest."
  type        = list(string)
}

variable "image" {
  description = "Image of the voice runner, by digest or commit."
  type        = string
}

variable "settings" {
  description = "Size and number of instances in each region. One CPU handles about four calls."
  type = object({
    cpu           = optional(number, 4)
    memory_mb     = optional(number, 4096)
    concurrency   = optional(number, 16)
    min_instances = optional(number, 1)
    max_instances = optional(number, 10)
  })
  default = {}

  validation {
    condition     = var.settings.min_instances >= 1
    error_message = "min_instances must be at least 1, because a worker must be running before a call arrives."
  }
}

variable "environment" {
  description = "Environment variables. GCP_AUDIENCE is added."
  type        = map(string)
}

variable "secrets" {
  description = "Names of the platform secrets that the worker reads."
  type        = list(string)
}

variable "secret_ids" {
  description = "Id of every platform secret, by name."
  type        = map(string)
}

variable "delete_protection" {
  description = "Prevents deletion of the service."
  type        = bool
}

variable "labels" {
  description = "Labels of the service."
  type        = map(string)
  default     = {}
}
