variable "project_id" {
  description = "The project that holds the database."
  type        = string
}

variable "name" {
  description = "The database's name."
  type        = string
  default     = "(default)"
}

variable "location" {
  description = "A region, or nam5 or eur3 for several. It cannot be changed."
  type        = string
}

variable "delete_protection" {
  description = "Prevents deletion of the database. Always on in production."
  type        = bool
}

variable "indexes_file" {
  description = "Path of firestore.indexes.json."
  type        = string
}

variable "kms_key" {
  description = "Full id of the key that encrypts the database; null for Google's own. It cannot be changed later."
  type        = string
  default     = null
}
