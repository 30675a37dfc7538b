variable "project_id" {
  description = "The project that holds the secrets."
  type        = string
}

variable "names" {
  description = "Names of the secrets in the functions, such as JWT_SECRET."
  type        = list(string)

  validation {
    condition     = alltrue([for name in var.names : can(regex("^[A-Z][A-Z0-9_]*$", name)) && !strcontains(name, "__")])
    error_message = "A secret's name must consist of capital letters, digits and single underscores."
  }
}

variable "optional" {
  description = "Those of `names` that may stay without a value."
  type        = list(string)
  default     = []
}

variable "regions" {
  description = "The location of values; empty lets Google choose. It cannot be changed."
  type        = list(string)
  default     = []
}

variable "labels" {
  description = "Labels of the secrets."
  type        = map(string)
  default     = {}
}

variable "kms_keys" {
  description = "Full id of the key that encrypts values, by location: each of `regions`, or global without them. Empty for Google's own keys."
  type        = map(string)
  default     = {}
}
