# What `make install` and the package hold: the program with its man page and completions, the library with what
# CMake and pkg-config need to find it. `cpack` (or `make deb`) makes the Debian package.
include(CMakePackageConfigHelpers)

# libgalley: all is hidden in it but galley.h, so that it cannot clash with what its user links.
add_library(libgalley SHARED pipeline/galley.cpp)
set_target_properties(
  libgalley
  PROPERTIES OUTPUT_NAME galley EXPORT_NAME galley VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
             LINK_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/libgalley.map)
target_link_libraries(libgalley PRIVATE $<BUILD_INTERFACE:galley_core>)
target_link_options(libgalley PRIVATE -Wl,--version-script=${CMAKE_CURRENT_LIST_DIR}/libgalley.map)
target_include_directories(libgalley INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(libgalley INTERFACE cxx_std_20)

# The man page and the completions, by the program itself.
set(manual ${PROJECT_BINARY_DIR}/manual)
file(MAKE_DIRECTORY ${manual})
set(manuals "")
foreach(pair man:galley.1 bash:galley zsh:_galley fish:galley.fish)
  string(REPLACE ":" ";" pair ${pair})
  list(GET pair 0 kind)
  list(GET pair 1 file)
  add_custom_command(OUTPUT ${manual}/${file} COMMAND galley --manual ${kind} > ${manual}/${file} DEPENDS galley VERBATIM)
  list(APPEND manuals ${manual}/${file})
endforeach()
add_custom_target(manuals ALL DEPENDS ${manuals})

install(TARGETS galley)
install(TARGETS libgalley EXPORT galleyTargets)
install(FILES pipeline/galley.h TYPE INCLUDE)
install(FILES LICENSE README.md CHANGELOG.md TYPE DOC)
install(FILES pipeline/package/example/headlines.cpp pipeline/package/example/CMakeLists.txt DESTINATION ${CMAKE_INSTALL_DOCDIR}/example)
install(FILES ${manual}/galley.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${manual}/galley DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${manual}/galley.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
# zsh as Debian packs it looks for packages' completions elsewhere than for the machine's own.
install(CODE "set(folder \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/zsh/site-functions\")
if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\")
  set(folder \"/usr/${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions\")
endif()
file(INSTALL \"${manual}/_galley\" DESTINATION \"\${folder}\")")

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/galley)
install(EXPORT galleyTargets NAMESPACE galley:: DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/galleyConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES pipeline/package/galleyConfig.cmake ${PROJECT_BINARY_DIR}/galleyConfigVersion.cmake DESTINATION ${package_folder})
# Relative, so that the tree may be installed anywhere.
file(RELATIVE_PATH up_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" up_to_prefix ${up_to_prefix})
configure_file(pipeline/package/galley.pc.in ${PROJECT_BINARY_DIR}/galley.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/galley.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The Debian package. What it links is told by dpkg-shlibdeps; the dictionaries and the model by the list they are installed from.
file(READ .ci/packages listed)
string(REGEX MATCH "evidence='([^']+)'" listed "${listed}")
string(REGEX MATCHALL "[a-z0-9][a-z0-9.+-]+" recommended "${CMAKE_MATCH_1}")
list(JOIN recommended ", " CPACK_DEBIAN_PACKAGE_RECOMMENDS)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_CONTACT "The galley authors <galley@localhost>")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/package)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
include(CPack)
